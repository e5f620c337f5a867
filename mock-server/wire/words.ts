import * as z from "zod";
import { SCOPES } from "../simulator/rules/scope-privileges.ts";

// What the fields of many shapes are. Made with the module: there are few.

/** Not milliseconds, and not a date in text. */
export const seconds = z.int().min(0).max(9_999_999_999).meta({ description: "Unix seconds." });
export const milliseconds = z.int().min(1_000_000_000_000).meta({ description: "Unix milliseconds." });
/** How many there are of something. */
export const count = z.int().min(0);
/** A text that says something. */
export const filled = z.string().min(1);
export const anyText = z.string();
export const flag = z.boolean();
/** A message id, which is spelled as text wherever it is printed but in cursors. */
export const messageId = z
  .string()
  .regex(/^[1-9]\d*$/)
  .meta({ description: "A message id." });
export const receiverType = z.enum(["user", "group"]);
export const scope = z.enum(SCOPES);
export const tags = z.array(z.string());
/** A JSON object of any content. */
export const anyObject = z.record(z.string(), z.unknown());
