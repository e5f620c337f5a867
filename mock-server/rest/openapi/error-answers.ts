import { ERRORS, type ErrorCode } from "../../simulator/errors.ts";
import type { Answer, JsonSchema } from "./openapi-types.ts";

const REASONS: Readonly<Record<string, string>> = {
  400: "The request is not valid.",
  401: "The request does not say by whom it is made, or says it wrongly.",
  403: "The request is not allowed to who makes it.",
  404: "Something the request names does not exist.",
  409: "Something the request makes is there already.",
  429: "Too many requests.",
  500: "A bug of the mock server. Please report it.",
};

/**
 * The answers that refuse a request, by their HTTP status.
 *
 * @param codes every code that one may carry
 */
export function errorAnswers(codes: Iterable<ErrorCode>): Readonly<Record<string, Answer>> {
  const byStatus: Record<string, ErrorCode[]> = {};
  for (const code of [...new Set(codes)].sort()) {
    const [status] = ERRORS[code];
    const group = byStatus[status] ?? [];
    group.push(code);
    byStatus[status] = group;
  }
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, group]) => [status, answerOf(status, group)]),
  );
}

function answerOf(status: string, codes: readonly ErrorCode[]): Answer {
  const list = codes.map((code) => `- \`${code}\`: ${ERRORS[code][1]}`);
  const schema: JsonSchema & { allOf: readonly JsonSchema[] } = {
    allOf: [{ $ref: "#/components/schemas/Refusal" }],
    properties: { error: { properties: { code: { enum: codes } } } },
  };
  return {
    description: [REASONS[status] ?? "The request is refused.", ...list].join("\n"),
    content: { "application/json": { schema } },
  };
}
