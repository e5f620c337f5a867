import { type IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** What Node's own `end` uses of a response, beside what is public. Seen in Node 20 to 26. */
interface Internals {
  readonly _headerSent: boolean;
  readonly outputData: readonly unknown[];
  _send(data: unknown, encoding?: unknown, done?: () => void, bytes?: number): boolean;
}

type Connection = Socket & { readonly _httpMessage?: unknown };

/**
 * A response that leaves in one write. Node ends each answer with an empty write, whose only use is its callback; with
 * it, header and body go out as a gathered write of two, which costs a tenth of a short answer. Wherever anything else
 * is still to be written, Node's own way is taken.
 */
export class OneWriteResponse<
  Request extends IncomingMessage = IncomingMessage,
> extends ServerResponse<Request> {
  /** Called by Node's `write` and `end`. */
  _send(data: unknown, encoding?: unknown, done?: () => void, bytes?: number): boolean {
    if (data === "" && done && this.#isWritten()) {
      process.nextTick(done);
      return true;
    }
    return (ServerResponse.prototype as unknown as Internals)._send.call(this, data, encoding, done, bytes);
  }

  /** Whether all there is of the answer has been handed to its connection. */
  #isWritten(): boolean {
    const { _headerSent, outputData } = this as unknown as Internals;
    const connection = this.socket as Connection | null;
    return (
      _headerSent &&
      outputData.length === 0 &&
      connection !== null &&
      connection._httpMessage === this &&
      connection.writable
    );
  }
}
