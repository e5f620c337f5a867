// What comes over the wire is JSON of any shape until it is looked at: these look.

export type Json = Readonly<Record<string, unknown>>;

export function object(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** An object with something in it. */
export function filled(value: unknown): Record<string, unknown> | undefined {
  const read = object(value);
  return Object.keys(read).length > 0 ? { ...read } : undefined;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Ids come as text or as numbers. */
export function text(value: unknown): string | undefined {
  if (typeof value === "string" && value !== "") return value;
  return typeof value === "number" ? String(value) : undefined;
}

export function texts(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined;
}

/** Counts and times come as numbers or as text; 0 is no time. */
export function number(value: unknown): number | undefined {
  const read = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof read === "number" && Number.isFinite(read) ? read : undefined;
}

export function time(value: unknown): number | undefined {
  return number(value) || undefined;
}

export function flag(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : value === 1 || value === "1" ? true : undefined;
}

/** Without the keys that have no value. */
export function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}
