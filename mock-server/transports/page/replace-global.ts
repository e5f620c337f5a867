/**
 * Puts something in the place of a global, also where that cannot be assigned: msw makes `WebSocket` so.
 *
 * @param of the window whose global it is; one's own when left out
 * @returns puts the old one back
 */
export function replaceGlobal(name: string, value: unknown, of: object = globalThis): () => void {
  const before = Object.getOwnPropertyDescriptor(of, name);
  Object.defineProperty(of, name, { value, writable: true, configurable: true, enumerable: true });
  return () => {
    if (before) Object.defineProperty(of, name, before);
    else Reflect.deleteProperty(of, name);
  };
}
