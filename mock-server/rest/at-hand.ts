/** Header fields of a request, by names in lower case; a `Headers` is one of them. */
export interface HeaderFields extends Iterable<[name: string, value: string]> {
  get(name: string): string | null;
}

/** What a transport has read of a request before it hands it over: a `Request` takes longer to tell the same. */
export interface AtHand {
  readonly headers?: HeaderFields | undefined;
  /** The whole body: nothing has to be awaited then. */
  readonly body?: Uint8Array | undefined;
}

export const NOTHING_AT_HAND: AtHand = {};
