import type { Writable } from "node:stream";

// Each write wakes a thread or crosses into the kernel, for which a busy server pays as for half a request; and nobody
// sees that a line came a twentieth of a second later.
const GATHER_MS = 50;
const FLUSH_MS = 500;
const MAX_QUEUED_BYTES = 1024 * 1024;

/**
 * Writes a line at once after a silence, and those that follow closely in batches; a reader who goes away or falls behind
 * loses lines, and never holds up the writer.
 */
export interface LineWriter {
  write(line: string): void;
  /** Writes what is waiting; resolves when it is out, or will not get out. */
  flush(): Promise<void>;
}

/** A writer to this stream. */
export function lineWriter(stream: Writable): LineWriter {
  let text = "";
  let timer: NodeJS.Timeout | undefined;
  let isBroken = false;
  // EPIPE: whoever read this has ended, which is no reason to end as well.
  stream.on("error", () => {
    isBroken = true;
  });

  function send(done?: () => void): void {
    stream.write(text, () => done?.());
    text = "";
  }

  /** Sends what came since the last time; after a silence there is nothing to wait for any more. */
  function sendGathered(): void {
    timer = undefined;
    if (text === "") return;
    send();
    timer = setTimeout(sendGathered, GATHER_MS);
  }

  return {
    write(line) {
      // A pipe that nobody empties keeps what it is given in our memory.
      if (isBroken || stream.writableLength > MAX_QUEUED_BYTES) return;
      text += `${line}\n`;
      timer ??= setTimeout(sendGathered, 0);
    },
    async flush() {
      clearTimeout(timer);
      timer = undefined;
      if (isBroken) return;
      await new Promise<void>((resolve) => {
        const giveUp = setTimeout(resolve, FLUSH_MS);
        send(() => {
          clearTimeout(giveUp);
          resolve();
        });
      });
    },
  };
}
