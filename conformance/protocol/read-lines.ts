import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** The longest line that is read, in characters: a page of a hundred whole messages is a tenth of it. */
export const LONGEST_LINE = 16 * 1024 * 1024;

/**
 * Reads a stream line by line, without ever holding more than one line.
 *
 * @param onTooLong told once, instead of a line beyond {@link LONGEST_LINE}; nothing is read afterwards
 */
export function readLines(
  stream: Readable,
  onLine: (line: string) => void,
  onTooLong: (beginning: string) => void,
): void {
  const decoder = new StringDecoder("utf8");
  let parts: string[] = [];
  let length = 0;
  const read = (chunk: Buffer) => {
    const lines = decoder.write(chunk).split("\n");
    const last = lines.pop() ?? "";
    for (const line of lines) {
      const whole = [...parts, line].join("");
      parts = [];
      length = 0;
      if (whole.trim() !== "") onLine(whole.endsWith("\r") ? whole.slice(0, -1) : whole);
    }
    parts.push(last);
    length += last.length;
    if (length <= LONGEST_LINE) return;
    stream.off("data", read);
    stream.resume();
    onTooLong(parts.join("").slice(0, 200));
    parts = [];
  };
  stream.on("data", read);
}
