/**
 * Puts a class in the place of the page's own `WebSocket`, also where that cannot be assigned: msw makes it so.
 *
 * @returns puts the old one back
 */
export function replaceSocketClass(replacement: typeof WebSocket): () => void {
  const before = Object.getOwnPropertyDescriptor(globalThis, "WebSocket");
  Object.defineProperty(globalThis, "WebSocket", {
    value: replacement,
    writable: true,
    configurable: true,
    enumerable: true,
  });
  return () => {
    if (before) Object.defineProperty(globalThis, "WebSocket", before);
    else Reflect.deleteProperty(globalThis, "WebSocket");
  };
}
