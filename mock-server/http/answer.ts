/** An answer to a request, for any transport to send. */
export interface HttpAnswer {
  /** 0 for none at all: the connection breaks before the first byte. */
  readonly status: number;
  /** By names in lower case. How long the body is, each transport says itself. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
  /** How many bytes of the body arrive before the connection breaks; all of them when left out. */
  readonly arrives?: number | undefined;
}

/** The connection breaks. */
export const NO_ANSWER: HttpAnswer = Object.freeze({ status: 0, headers: {}, body: undefined });

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The bytes of an answer's body; none where it has no body. */
export function bytesOf({ body = "" }: HttpAnswer): Uint8Array<ArrayBuffer> {
  return typeof body === "string" ? encoder.encode(body) : body;
}

/** What a client gets to read of an answer; nothing of one that is no text. */
export function textThatArrives(answer: HttpAnswer): string | undefined {
  const { body, arrives } = answer;
  if (typeof body !== "string" || arrives === undefined) return typeof body === "string" ? body : undefined;
  return decoder.decode(bytesOf(answer).subarray(0, arrives));
}
