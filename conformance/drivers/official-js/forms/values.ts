// The SDK's getters give whatever the service has sent, or a default of their own where it has sent nothing: an empty text, a
// zero, an empty list. A form has no key for what has no value.

type Json = Readonly<Record<string, unknown>>;

/** A text that is not empty; ids come as text or as numbers. */
export function text(value: unknown): string | undefined {
  if (typeof value === "string" && value !== "") return value;
  return typeof value === "number" ? String(value) : undefined;
}

/** An id: 0 is none. */
export function id(value: unknown): string | undefined {
  return value === 0 || value === "0" ? undefined : text(value);
}

export function number(value: unknown): number | undefined {
  const read = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof read === "number" && Number.isFinite(read) ? read : undefined;
}

/** Unix seconds: 0 is no time. */
export function time(value: unknown): number | undefined {
  return number(value) || undefined;
}

export function flag(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

/** A plain copy, so that nothing of the SDK's page leaves it. */
export function plain(value: unknown): Json | undefined {
  return isObject(value) ? (JSON.parse(JSON.stringify(value)) as Json) : undefined;
}

/** A plain copy of what has something in it. */
export function filled(value: unknown): Json | undefined {
  const copy = plain(value);
  return copy && Object.keys(copy).length > 0 ? copy : undefined;
}

/** A list with something in it. */
export function list<T>(value: unknown, read: (one: unknown) => T): T[] | undefined {
  return Array.isArray(value) && value.length > 0 ? value.map(read) : undefined;
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Without the keys that have no value. */
export function compact<T extends object>(form: T): T {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined)) as T;
}

/** What a getter gives, or nothing where the object is none or has no such getter. */
export function get(object: unknown, getter: string): unknown {
  const method = typeof object === "object" && object !== null ? Reflect.get(object, getter) : undefined;
  return typeof method === "function" ? Reflect.apply(method, object, []) : undefined;
}
