import * as z from "zod";
import type { ServiceError } from "../simulator/errors.ts";
import type { Fields } from "./json-text.ts";
import { type Of, shape } from "./shape.ts";
import { filled } from "./words.ts";

export const errorShape = shape("Error", () =>
  z.strictObject({
    code: filled,
    message: filled,
    devMessage: filled,
    source: z.literal("chat-api"),
    details: z
      .record(z.string(), z.array(z.string()))
      .optional()
      .meta({ description: "What is wrong with each field." }),
    params: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .optional()
      .meta({ description: "What a client may want to read off the refusal: the limit that was reached." }),
  }),
);

/** A refusal, whatever its code. */
export const refusalShape = shape("Refusal", () => z.strictObject({ error: errorShape.schema }));

/** An error as the service prints it, alone or as one row of a bulk answer. docs: rest-api error responses */
export function printError({ code, message, details, params }: ServiceError): Fields<Of<typeof errorShape>> {
  return { code, message, devMessage: message, source: "chat-api", details, params };
}
