import type { ServiceError } from "../simulator/errors.ts";
import type { Json } from "./viewpoint.ts";

/** An error as the service prints it, alone or as one row of a bulk answer. docs: rest-api error responses */
export function printError({ code, message, details }: ServiceError): Json {
  return { code, message, devMessage: message, source: "chat-api", details };
}
