import { ERRORS, type ErrorCode } from "../../simulator/errors.ts";
import type { Answer, JsonSchema } from "./openapi-types.ts";

/** The storage for files answers in XML, with codes of its own. */
const IN_JSON = /^(AUTH_)?ERR_/;

const REASONS: Readonly<Record<string, string>> = {
  400: "The request is not valid.",
  401: "The request does not say by whom it is made, or says it wrongly.",
  403: "The request is not allowed to who makes it.",
  404: "Something the request names does not exist.",
  409: "Something the request makes is there already.",
  429: "Too many requests.",
  500: "A bug of the mock server. Please report it.",
};

/** The refusals of the catalogue by their HTTP status, each with the codes it may carry. */
export function errorAnswers(): Readonly<Record<string, Answer>> {
  const codes: Record<string, ErrorCode[]> = {};
  for (const [code, [status]] of Object.entries(ERRORS)) {
    if (!IN_JSON.test(code)) continue;
    const group = codes[status] ?? [];
    group.push(code as ErrorCode);
    codes[status] = group;
  }
  return Object.fromEntries(
    Object.entries(codes).map(([status, group]) => [status, answerOf(status, group)]),
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
