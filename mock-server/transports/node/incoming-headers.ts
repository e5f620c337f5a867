import type { IncomingMessage } from "node:http";
import type { HeaderFields } from "../../rest/index.ts";

/** The headers of a request of Node's. They hold on to nothing else of it: a log keeps those of thousands. */
export class IncomingHeaders implements HeaderFields {
  readonly #fields: IncomingMessage["headers"];

  constructor({ headers }: IncomingMessage) {
    this.#fields = headers;
  }

  get(name: string): string | null {
    const value = this.#fields[name];
    return typeof value === "string" ? value : (value?.join(", ") ?? null);
  }

  *[Symbol.iterator](): Iterator<[name: string, value: string]> {
    for (const name of Object.keys(this.#fields)) yield [name, this.get(name) ?? ""];
  }
}
