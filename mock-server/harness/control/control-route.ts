import * as z from "zod";
import type { OwnAppControl } from "../testkit/app-control.ts";
import type { Testbed } from "../testkit/testbed.ts";
import { ControlError } from "./control-error.ts";

/** A request as the routes of the control API see it. */
export interface ControlCall<I = unknown> {
  readonly testbed: Testbed;
  /** What stands in the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** The query of a GET, the body of all others, as the route's schema reads it. */
  readonly input: I;
  /** The app that the path names. @throws ControlError 404 */
  control(): OwnAppControl;
}

/** One thing that the control API does. */
export interface ControlRoute {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** After the prefix. */
  readonly path: string;
  /** What it does, as one word: for the description of the API. */
  readonly name: string;
  readonly remark?: string;
  readonly input: z.ZodType;
  /** What is said of the input, where its schema leaves the reading to others. */
  readonly documented?: z.ZodType;
  /** What is answered as `data`, or a file. */
  answer(call: ControlCall): unknown;
}

/** An answer that is no JSON with `data`. */
export class ControlFile {
  readonly contentType: string;
  readonly text: string;

  constructor(contentType: string, text: string) {
    this.contentType = contentType;
    this.text = text;
  }
}

export const NO_INPUT = z.object({});

/** Declares a route: a typed identity, so that its input is what its schema reads. */
export function controlRoute<I extends z.ZodType>(
  spec: Omit<ControlRoute, "input" | "answer"> & {
    readonly input: I;
    answer(call: ControlCall<z.output<I>>): unknown;
  },
): ControlRoute {
  return spec as ControlRoute;
}

/**
 * Reads what a request says by a schema.
 *
 * @throws ControlError 400 that names each wrong field
 */
export function readInput(schema: z.ZodType, input: unknown): unknown {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  throw new ControlError(
    400,
    "TESTKIT_BAD_REQUEST",
    `Failed to read the request: ${z.prettifyError(read.error).replaceAll("\n", " ")}. See /docs.`,
  );
}
