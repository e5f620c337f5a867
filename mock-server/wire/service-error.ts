import type { ServiceError } from "../simulator/errors.ts";
import type { Fields } from "./json-text.ts";

/** An error as the service prints it, alone or as one row of a bulk answer. docs: rest-api error responses */
export function printError({ code, message, details, params }: ServiceError): Fields {
  return { code, message, devMessage: message, source: "chat-api", details, params };
}
