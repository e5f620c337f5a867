import type { ApiKey } from "../simulator/records.ts";
import type { Fields } from "./json-text.ts";

/** docs: rest-api/api-keys */
export function printApiKey({ apiKey, name, scope, createdAt }: ApiKey): Fields {
  return { apiKey, name, scope, createdAt };
}
