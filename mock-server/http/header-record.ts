import type { HeaderFields } from "./request.ts";

/** The headers that a record holds, by names in lower case. */
export class HeaderRecord implements HeaderFields {
  readonly #fields: Readonly<Record<string, string | string[] | undefined>>;

  constructor(fields: Readonly<Record<string, string | string[] | undefined>>) {
    this.#fields = fields;
  }

  get(name: string): string | null {
    const value = this.#fields[name];
    return typeof value === "string" ? value : (value?.join(", ") ?? null);
  }

  *[Symbol.iterator](): Iterator<[name: string, value: string]> {
    for (const name of Object.keys(this.#fields)) yield [name, this.get(name) ?? ""];
  }
}
