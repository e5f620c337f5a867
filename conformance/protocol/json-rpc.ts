import * as z from "zod";

// JSON-RPC 2.0, one message a line. Written here rather than taken from a library: a library forgives what a driver's author
// must hear of: an answer to nothing, a second answer, an answer that is both result and error, a line that is no JSON.

const id = z.number().int();

const response = z.union([
  z.strictObject({ jsonrpc: z.literal("2.0"), id, result: z.unknown() }),
  z.strictObject({
    jsonrpc: z.literal("2.0"),
    id: id.nullable(),
    error: z.strictObject({ code: z.number().int(), message: z.string(), data: z.unknown().optional() }),
  }),
]);
const request = z.strictObject({ jsonrpc: z.literal("2.0"), id, method: z.string(), params: z.unknown() });
const notification = z.strictObject({ jsonrpc: z.literal("2.0"), method: z.string(), params: z.unknown() });

export type RpcResponse = z.output<typeof response>;
export type RpcRequest = z.output<typeof request>;
export type RpcNotification = z.output<typeof notification>;

/** One line that was read. */
export type RpcLine =
  | { readonly kind: "response"; readonly message: RpcResponse }
  | { readonly kind: "request"; readonly message: RpcRequest }
  | { readonly kind: "notification"; readonly message: RpcNotification }
  /** What is no message of the protocol, and why. */
  | { readonly kind: "junk"; readonly reason: string };

/** The codes of JSON-RPC that are used here. */
export const RPC_ERRORS = {
  parse: -32700,
  invalidRequest: -32600,
  noSuchMethod: -32601,
  badParams: -32602,
  broken: -32603,
};

/** Reads one line. */
export function readRpcLine(line: string): RpcLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { kind: "junk", reason: "it is no JSON" };
  }
  if (typeof value !== "object" || value === null) return { kind: "junk", reason: "it is no JSON object" };
  if (!("method" in value)) {
    const read = response.safeParse(value);
    if (read.success && !("result" in value && "error" in value))
      return { kind: "response", message: read.data };
    return {
      kind: "junk",
      reason:
        "it is no JSON-RPC 2.0 message: it has neither a method, nor an id with one of result and error",
    };
  }
  const asked = request.safeParse(value);
  if (asked.success) return { kind: "request", message: asked.data };
  const told = notification.safeParse(value);
  if (told.success) return { kind: "notification", message: told.data };
  return { kind: "junk", reason: "it has a method, and is neither request nor notification of JSON-RPC 2.0" };
}

/** One message as a line, its end included. */
export function writeRpcLine(message: object): string {
  return `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`;
}
