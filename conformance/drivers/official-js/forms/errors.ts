import type { ClientError } from "../../../protocol/index.ts";
import { compact, isObject, text } from "./values.ts";

/** What the SDK gave its app instead of a value. */
export class Refusal extends Error {
  readonly reason: ClientError;

  constructor(reason: ClientError) {
    super(reason.code);
    this.reason = reason;
  }
}

/** Runs a call of the SDK: whatever it throws or rejects with is what its app got. */
export async function told<T>(run: () => T | PromiseLike<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw new Refusal(toError(error));
  }
}

/**
 * A CometChatException is a plain object; some calls reject with `{ error }` around one, and faults of the SDK itself come
 * as errors of the language, whose name stands for a code then.
 */
function toError(thrown: unknown): ClientError {
  const inner = isObject(thrown) && isObject(thrown.error) ? thrown.error : thrown;
  if (!isObject(inner)) return { code: "", message: String(thrown) };
  const { code, name, message, details } = inner;
  return compact({
    code: text(code) ?? text(name) ?? "",
    message: text(message),
    details: details === undefined || details === null ? undefined : JSON.parse(JSON.stringify(details)),
  });
}
