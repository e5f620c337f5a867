import { decodeText } from "../http/target.ts";

/**
 * The parameters of a query. An empty one counts as left out; of a repeated one the last counts.
 *
 * Clients write the text by hand, each in its own way, so it is read as it came. seen from the official SDK 4.2.0:
 * flags are `1` or `true`, the items of a list are encoded one by one and joined by a literal comma.
 */
export interface Query {
  text(name: string): string | undefined;
  /** `1` and `true` are true, whatever their case; anything else is false. */
  flag(name: string): boolean | undefined;
  list(name: string): string[] | undefined;
  /** A text that the SDK encodes once more on every further page. */
  searchText(name: string): string | undefined;
  /** `name[key]` for each of the keys, as an object of those that are there. docs: rest-api (`createdAt[from]`) */
  fields<K extends string>(name: string, keys: readonly K[]): Partial<Record<K, string>> | undefined;
}

/**
 * Reads a query.
 *
 * @param raw without the `?`
 * @param encodedCommas whether an encoded comma separates items too: general HTTP libraries write lists that way
 */
export function readQuery(raw: string, encodedCommas = false): Query {
  return raw ? queryOf(valuesOf(raw), encodedCommas) : EMPTY;
}

function queryOf(values: Values, encodedCommas: boolean): Query {
  const text = (name: string) => {
    const value = values[name];
    return value ? decodeValue(value) : undefined;
  };
  return {
    text,
    flag(name) {
      const value = values[name];
      return value ? value === "1" || value.toLowerCase() === "true" : undefined;
    },
    list(name) {
      const value = values[name];
      if (!value) return undefined;
      const items = encodedCommas ? decodeValue(value).split(",") : value.split(",").map(decodeValue);
      return items.filter((item) => item !== "");
    },
    searchText(name) {
      let value = text(name);
      for (let next = value && decodeText(value); next !== value; next = next && decodeText(next))
        value = next;
      return value;
    },
    fields(name, keys) {
      if (values === NONE) return undefined;
      const entries = keys.flatMap((key) => {
        const value = text(`${name}[${key}]`);
        return value === undefined ? [] : [[key, value] as const];
      });
      return entries.length > 0 ? (Object.fromEntries(entries) as ReturnType<Query["fields"]>) : undefined;
    },
  };
}

/** Parameter name → its last value, still encoded. */
type Values = Readonly<Record<string, string>>;

const NONE: Values = Object.freeze(Object.create(null));
/** What most requests with a body have. */
const EMPTY = queryOf(NONE, false);

function valuesOf(raw: string): Values {
  const values: Record<string, string> = Object.create(null);
  for (let from = 0; from < raw.length; ) {
    const next = raw.indexOf("&", from);
    const to = next < 0 ? raw.length : next;
    const equals = raw.indexOf("=", from);
    const nameTo = equals < 0 || equals > to ? to : equals;
    values[decodeText(raw.slice(from, nameTo))] = raw.slice(nameTo + 1, to);
    from = to + 1;
  }
  return values;
}

/** A plus is a space here, as forms and most HTTP libraries write it. */
function decodeValue(value: string): string {
  return decodeText(value.includes("+") ? value.replaceAll("+", " ") : value);
}
