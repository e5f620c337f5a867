import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** SHA-256 of what a JSON value says, in hexadecimal: the order of its keys and its spaces make no difference. */
export function checksum(json: unknown): string {
  const text = JSON.stringify(json, (_key, value: unknown) => (isObject(value) ? sorted(value) : value));
  return bytesToHex(sha256(utf8ToBytes(text)));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sorted(value: object): object {
  const entries = Object.entries(value);
  for (let at = 1; at < entries.length; at += 1) {
    if ((entries[at - 1]?.[0] ?? "") > (entries[at]?.[0] ?? "")) {
      return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
    }
  }
  return value;
}
