import type { HttpAnswer } from "../../http/answer.ts";
import type { ServiceError } from "../../simulator/errors.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** A refusal of the storage: clients look for `Code` and `Message`. seen from the official SDK 4.2.0 */
export function storageRefusal({ code, message, status }: ServiceError): HttpAnswer {
  const text = message.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${text}</Message></Error>`;
  return {
    status,
    headers: {
      "content-type": "application/xml",
      "access-control-allow-origin": "*",
      ...(status === 405 && { allow: "GET, HEAD, POST, OPTIONS" }),
    },
    body,
  };
}
