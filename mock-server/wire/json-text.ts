/** A value as it goes over the wire: objects in it may be printed already. Fields that are `undefined` are not printed. */
export type Json<T = object> = T extends readonly (infer I)[]
  ? readonly Json<I>[]
  : T extends object
    ? Printed<T> | Fields<T>
    : T;

/** The fields of an object that is still to be printed. */
export type Fields<T = Readonly<Record<string, unknown>>> = { readonly [K in keyof T]: Json<T[K]> };

/** What a value is once it has been read from its text. */
type Plain<T> =
  T extends Printed<infer U>
    ? U
    : T extends readonly (infer I)[]
      ? readonly Plain<I>[]
      : T extends object
        ? { readonly [K in keyof T]: Plain<T[K]> }
        : T;

/**
 * A JSON object that is printed already. A page of history shows the same few people again and again, and turning them
 * into text is most of the work of an answer: so what recurs is kept as text and only joined.
 *
 * @example
 * const bob = printed({ uid: "bob" });
 * jsonText([bob, bob.with({ tags: [] })]); // '[{"uid":"bob"},{"uid":"bob","tags":[]}]'
 */
export class Printed<out T extends object = object> {
  readonly #members: string;
  /** What it is the text of. For TypeScript alone: nothing is there. */
  declare readonly of: T;

  /** @param members what stands between the braces */
  constructor(members: string) {
    this.#members = members;
  }

  get text(): string {
    return `{${this.#members}}`;
  }

  /** The same with more fields, of names that it does not have yet. */
  with<const F extends Fields>(fields: F): Printed<T & Plain<F>> {
    return new Printed(joined(this.#members, membersOf(fields)));
  }

  /** The same with more fields that are text already. */
  and<U extends object>(members: string): Printed<T & U> {
    return new Printed(joined(this.#members, members));
  }

  /** What `JSON.stringify` takes it for. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** Prints an object. */
export function printed<const F extends Fields>(fields: F): Printed<Extract<Plain<F>, object>> {
  return new Printed(membersOf(fields));
}

/** Like `JSON.stringify`, for values in which something is printed already. */
export function jsonText(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof Printed) return value.text;
  if (Array.isArray(value)) return `[${itemsOf(value)}]`;
  if (typeof value === "object" && value !== null) return `{${membersOf(value as Fields)}}`;
  return JSON.stringify(value) ?? "null";
}

// Added up, not joined: a join copies every item, and whoever sends the text copies it once more.
function itemsOf(values: readonly unknown[]): string {
  let text = "";
  for (const value of values) text += text === "" ? jsonText(value ?? null) : `,${jsonText(value ?? null)}`;
  return text;
}

/** The fields of an object as they stand between the braces. */
export function membersOf(fields: Fields): string {
  let text = "";
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (value === undefined) continue;
    text += `${text && ","}${textText(name)}:${typeof value === "number" ? numberText(value) : jsonText(value)}`;
  }
  return text;
}

/** The same for fields in which nothing is printed yet, which is what most records are. */
export function plainMembersOf(fields: Fields): string {
  return JSON.stringify(fields).slice(1, -1);
}

/** A text as JSON. Most have nothing to escape, and a look is quicker than to have them printed. */
export function textText(text: string): string {
  return PLAIN_TEXT.test(text) ? `"${text}"` : JSON.stringify(text);
}

const PLAIN_TEXT = /^[\w./:-]*$/;

/** Joins two texts of members into one; either may be empty. */
export function joined(some: string, more: string): string {
  return some && more ? `${some},${more}` : some || more;
}

/**
 * The same text in one piece, which it has to be for one of its characters to be read. What was added up is kept as a tree
 * of its parts until then: one that is kept costs the collector more than all else that a request leaves behind.
 */
export function flat(text: string): string {
  // The same text either way: V8 leaves out a character that is read for nothing.
  return text.charCodeAt(0) === NO_CHARACTER ? text.slice() : text;
}

const NO_CHARACTER = 0xffff;

function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : "null";
}
