import { utf8ToBytes } from "@noble/hashes/utils.js";
import * as z from "zod";
import { withLook } from "./looks.ts";
import type { JsonObject } from "./records.ts";
import { LIMITS } from "./rules/limits.ts";

/** The most bytes of JSON that one UTF-16 code unit of a string can take: an escape such as `\u0000`. */
const BYTES_PER_UNIT = 6;

/** Whether a value takes more than so many UTF-8 bytes as JSON. Only what might come near the bound is printed. */
export function exceedsBytes(value: unknown, limit: number): boolean {
  if (isJsonObject(value) && flatBytes(value) <= limit) return false;
  const text = JSON.stringify(value) ?? "";
  if (text.length > limit) return true;
  return text.length * 3 > limit && utf8ToBytes(text).length > limit;
}

/** More than the fields of an object take as JSON, as most objects here hold a short text and little else. */
function flatBytes(value: JsonObject): number {
  let bytes = 2;
  for (const key in value) {
    const field = value[key];
    if (typeof field !== "string") return Number.POSITIVE_INFINITY;
    bytes += BYTES_PER_UNIT * (key.length + field.length + 1);
  }
  return bytes;
}

/** Whether a value is a JSON object, not an array or null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const DIGITS = /^-?\d+$/;

/** A whole number within bounds, which the wire may also spell as its digits. Nothing else stands for a number. */
export function wholeNumber(min = 0, max: number = Number.MAX_SAFE_INTEGER) {
  const read = (value: unknown) => (typeof value === "string" && DIGITS.test(value) ? Number(value) : value);
  return withLook(z.preprocess(read, z.int().min(min).max(max)), (value) =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max ? value : undefined,
  );
}

const WORDS: Readonly<Record<string, boolean>> = { true: true, false: false };

/** True or false, which servers also spell out as a word. docs: rest-api/users/delete (an example says `"false"`) */
export const flagField = z.preprocess(
  (value) => (typeof value === "string" ? (WORDS[value] ?? value) : value),
  z.boolean(),
);

/** A JSON object of any content. */
export const jsonObject = z.record(z.string(), z.unknown()) as z.ZodType<JsonObject>;

/** docs: articles/properties-and-constraints (an emoji counts two, as in UTF-16); zod's own bound counts it as one */
export const nameField = z
  .string()
  .trim()
  .min(1)
  .max(LIMITS.nameLength)
  .refine(({ length }) => length <= LIMITS.nameLength, {
    error: `may not be longer than ${LIMITS.nameLength} characters.`,
  });
/** Avatar, icon or link. docs: articles/properties-and-constraints (a valid URL) */
export const urlField = z.url({ protocol: /^https?$/, error: "must be a valid URL." }).max(LIMITS.urlLength);
export const metadataField = jsonObject.refine((value) => !exceedsBytes(value, LIMITS.metadataBytes), {
  error: `may not be larger than ${LIMITS.metadataBytes} bytes.`,
});
export const tagsField = z.array(z.string().min(1).max(LIMITS.tagLength)).max(LIMITS.tagCount);
/** A unix time in seconds. */
export const secondsField = wholeNumber();

/** Bounds of a time filter, both inclusive, in unix seconds. */
export const rangeField = z.object({ from: secondsField.optional(), to: secondsField.optional() });
export type Range = z.output<typeof rangeField>;

/** Whether a time lies within the bounds. A missing time lies in no range but the open one. */
export function inRange(range: Range | undefined, time: number | undefined): boolean {
  if (range === undefined || (range.from === undefined && range.to === undefined)) return true;
  if (time === undefined) return false;
  return time >= (range.from ?? 0) && time <= (range.to ?? Number.POSITIVE_INFINITY);
}

/**
 * The changes of an update, without the fields that were left out or unset: `undefined` in a patch would erase.
 *
 * @param unset names of fields to clear
 */
export function patchOf<T extends object>(fields: T, unset: readonly string[] = []): Partial<T> {
  const patch: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) patch[name] = value;
  for (const name of unset) patch[name] = undefined;
  return patch as Partial<T>;
}
