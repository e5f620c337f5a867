import type { Writable } from "node:stream";

// Long enough to gather what a busy server says, short enough to look immediate.
const GATHER_MS = 10;
const FLUSH_MS = 500;
const MAX_QUEUED_BYTES = 1024 * 1024;

/** Writes lines in batches; a reader who goes away or falls behind loses lines, and never holds up the writer. */
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
    clearTimeout(timer);
    timer = undefined;
    stream.write(text, () => done?.());
    text = "";
  }

  return {
    write(line) {
      // A pipe that nobody empties keeps what it is given in our memory.
      if (isBroken || stream.writableLength > MAX_QUEUED_BYTES) return;
      text += `${line}\n`;
      timer ??= setTimeout(send, GATHER_MS);
    },
    async flush() {
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
