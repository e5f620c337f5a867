import * as z from "zod";
import { once } from "../simulator/once.ts";

/**
 * What something looks like on the wire: what printers give, what the API's description says of its answers, and what
 * tests hold each answer against. Answers are not checked while they are served.
 */
export interface Shape<S extends z.ZodType = z.ZodType> {
  /** What the description calls it; nothing for what is described where it stands. */
  readonly name: string | undefined;
  /** Objects in it have no fields but these, unless it says so. */
  readonly schema: S;
}

/** The type of what has a shape. */
export type Of<H extends Shape> = Frozen<z.output<H["schema"]>>;

type Frozen<T> = T extends readonly (infer I)[]
  ? readonly Frozen<I>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

const named = new Map<string, z.ZodType>();

/** The shapes with a name of which the schema has been made: all those that are part of one that was looked at. */
export function namedSchemas(): ReadonlyMap<string, z.ZodType> {
  return named;
}

/**
 * Declares a shape. Its schema is made when it is first looked at, which a server that nobody asks for its description
 * never does.
 *
 * @param name unique among all shapes
 * @example export const roleShape = shape("Role", () => z.strictObject({ role: z.string(), name: z.string() }));
 */
export function shape<S extends z.ZodType>(name: string | undefined, make: () => S): Shape<S> {
  const schema = once(() => {
    const made = make();
    if (name !== undefined) named.set(name, made);
    return made;
  });
  return {
    name,
    get schema() {
      return schema();
    },
  };
}

/** A list of what has one shape. */
export function listOf<S extends z.ZodType>(items: Shape<S>): Shape<z.ZodArray<S>> {
  return shape(undefined, () => z.array(items.schema));
}
