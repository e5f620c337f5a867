import * as z from "zod";
import type { ApiKey } from "../simulator/records.ts";
import { KEY_SCOPES } from "../simulator/rules/key-privileges.ts";
import type { Fields } from "./json-text.ts";
import { type Of, shape } from "./shape.ts";
import { filled, seconds } from "./words.ts";

export const apiKeyShape = shape("ApiKey", () =>
  z.strictObject({ apiKey: filled, name: filled, scope: z.enum(KEY_SCOPES), createdAt: seconds }),
);

/** docs: rest-api/api-keys */
export function printApiKey({ apiKey, name, scope, createdAt }: ApiKey): Fields<Of<typeof apiKeyShape>> {
  return { apiKey, name, scope, createdAt };
}
