import { IncomingMessage } from "node:http";

/** Takes a part of a body, and `null` behind the last. */
type TakeChunk = (chunk: Buffer<ArrayBuffer> | null) => void;

const leave: TakeChunk = () => {};

/**
 * A request whose body is handed over as it is parsed. By Node's own way it passes a stream, which starts, ends and destroys
 * itself in turns of its own: a tenth of what a small request costs, with a body or without.
 */
export class HandedRequest extends IncomingMessage {
  #take: TakeChunk | undefined;

  /**
   * Asks for the body, before any of it has come: from then on it is not read otherwise.
   *
   * @param take hears every part; nobody, when left out
   */
  handTo(take: TakeChunk = leave): void {
    this.#take = take;
    // Node reads to its end what nobody has begun to read.
    this.read(0);
  }

  /** Leaves what is still to come to Node's own way of reading. */
  handBack(): void {
    this.#take = undefined;
  }

  /** Called by Node's parser, and with `null` at the end of the body. */
  override push(chunk: unknown, encoding?: BufferEncoding): boolean {
    const take = this.#take;
    if (!take) return super.push(chunk, encoding);
    // A connection that waits for its next request holds on to this one.
    if (chunk === null) this.#take = leave;
    take(chunk as Buffer<ArrayBuffer> | null);
    return true;
  }
}
