import { base64 } from "@scure/base";

/** A key that stands for bytes, or for itself with one `$` more. */
const BYTES_KEY = /^\$+bytes$/;

type Fields = Readonly<Record<string, unknown>>;

/**
 * A value as JSON can hold it: bytes become `{ "$bytes": base64 }`. Whatever holds none stays the same object, so that
 * what is mostly so costs a look.
 */
export function bytesToJson(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) return { $bytes: base64.encode(value) };
  if (Array.isArray(value)) return mapped(value, bytesToJson);
  let copy: [string, unknown][] | undefined;
  const keys = Object.keys(value);
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] as string;
    const held = (value as Fields)[key];
    const json = bytesToJson(held);
    const name = key.charCodeAt(0) === 36 && BYTES_KEY.test(key) ? `$${key}` : key;
    if (copy === undefined) {
      if (json === held && name === key) continue;
      copy = keys.slice(0, at).map((before) => [before, (value as Fields)[before]]);
    }
    copy.push([name, json]);
  }
  return copy === undefined ? value : Object.fromEntries(copy);
}

/**
 * The value that {@link bytesToJson} has made JSON of.
 *
 * @throws Error for bytes that are no base64
 */
export function bytesFromJson(json: unknown): unknown {
  if (typeof json !== "object" || json === null) return json;
  if (Array.isArray(json)) return mapped(json, bytesFromJson);
  const keys = Object.keys(json);
  const fields = json as Fields;
  if (keys.length === 1 && typeof fields.$bytes === "string") return base64.decode(fields.$bytes);
  let isSame = true;
  const copy = keys.map((key): [string, unknown] => {
    const value = bytesFromJson(fields[key]);
    const name = BYTES_KEY.test(key) ? key.slice(1) : key;
    isSame &&= value === fields[key] && name === key;
    return [name, value];
  });
  return isSame ? json : Object.fromEntries(copy);
}

function mapped(list: readonly unknown[], map: (value: unknown) => unknown): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let at = 0; at < list.length; at += 1) {
    const value = map(list[at]);
    if (copy === undefined && value === list[at]) continue;
    copy ??= list.slice(0, at);
    copy.push(value);
  }
  return copy ?? list;
}
