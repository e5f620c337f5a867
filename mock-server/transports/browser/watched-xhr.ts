import type { Traffic } from "../../harness/testkit/traffic.ts";

type Body = Document | XMLHttpRequestBodyInit | null;

/** `XMLHttpRequest.HEADERS_RECEIVED` */
const HEADERS_RECEIVED = 2;

/**
 * Makes an XMLHttpRequest whose requests to some addresses count as traffic, and tell how far their uploads are: Chromium
 * tells only of the start where a worker answers. All that is sent has arrived when the answer begins, so that is when
 * the rest is told. An answer that breaks off is an error, as from a network; Chromium calls a worker's an abort.
 */
export function watchedXhr(
  traffic: Traffic,
  Original: typeof XMLHttpRequest,
  isOurs: (url: string | URL) => boolean,
): typeof XMLHttpRequest {
  return class extends Original {
    #isOurs = false;
    /** How many bytes are on their way, as long as nobody has told of their arrival. */
    #uploading: number | undefined;
    #isAborted = false;

    constructor() {
      super();
      this.addEventListener("abort", (event) => {
        if (this.#isAborted || !this.#isOurs) return;
        event.stopImmediatePropagation();
        this.dispatchEvent(new ProgressEvent("error"));
      });
      // Before any listener of the page's, which may not hear of the answer first.
      this.addEventListener("readystatechange", () => {
        if (this.readyState === HEADERS_RECEIVED) this.#tellUploaded();
      });
    }

    override abort(): void {
      this.#isAborted = true;
      super.abort();
    }

    override open(method: string, url: string | URL, ...rest: unknown[]): void {
      this.#isOurs = isOurs(url);
      this.#isAborted = false;
      Reflect.apply(super.open, this, [method, url, ...rest]);
    }

    override send(body?: Body): void {
      if (!this.#isOurs) {
        super.send(body);
        return;
      }
      const start = ({ total }: ProgressEvent) => {
        this.#uploading = total;
      };
      const end = () => {
        this.#uploading = undefined;
      };
      // Not for other hosts: a browser asks a host first whether it may, where an upload is listened to.
      this.upload.addEventListener("loadstart", start, { once: true });
      this.upload.addEventListener("loadend", end, { once: true });
      const arrive = traffic.beginAnswer();
      this.addEventListener("loadend", arrive, { once: true });
      try {
        super.send(body);
      } catch (error) {
        arrive();
        throw error;
      }
    }

    #tellUploaded(): void {
      if (this.#uploading === undefined) return;
      const size = { lengthComputable: true, loaded: this.#uploading, total: this.#uploading };
      for (const type of ["progress", "load", "loadend"])
        this.upload.dispatchEvent(new ProgressEvent(type, size));
    }
  };
}
