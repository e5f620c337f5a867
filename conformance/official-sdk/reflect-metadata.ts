// @peculiar/x509 2.2 registers its classes with tsyringe, which refuses to load without the Reflect metadata functions.
// These four are all it calls. Import this file before @peculiar/x509.

const stored = new WeakMap<object, Map<unknown, unknown>>();

function own(key: unknown, target: object): unknown {
  return stored.get(target)?.get(key);
}

function inherited(key: unknown, target: object | null): unknown {
  if (target === null) return undefined;
  return own(key, target) ?? inherited(key, Reflect.getPrototypeOf(target));
}

function define(key: unknown, value: unknown, target: object): void {
  const known = stored.get(target);
  if (known === undefined) stored.set(target, new Map([[key, value]]));
  else known.set(key, value);
}

if (!("getMetadata" in Reflect)) {
  Object.assign(Reflect, {
    defineMetadata: define,
    getOwnMetadata: own,
    getMetadata: inherited,
    hasOwnMetadata: (key: unknown, target: object) => own(key, target) !== undefined,
  });
}
