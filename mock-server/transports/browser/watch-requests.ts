import type { Door } from "../../harness/testkit/door.ts";
import { replaceGlobal } from "../page/replace-global.ts";
import { watchedXhr } from "./watched-xhr.ts";

/**
 * Counts the page's requests to the vendor's hosts as traffic from when they are sent until the page has the answer: the
 * worker that carries them takes its time both ways, and frames that a request causes are to arrive after its answer.
 *
 * @returns stops it
 */
export function watchRequests(door: Door): () => void {
  const undo = [
    replaceGlobal("fetch", watchedFetch(door, globalThis.fetch.bind(globalThis))),
    replaceGlobal(
      "XMLHttpRequest",
      watchedXhr(door.traffic, globalThis.XMLHttpRequest, (url) => isOurs(door, url)),
    ),
  ];
  return () => {
    for (const step of undo) step();
  };
}

function watchedFetch(door: Door, original: typeof fetch): typeof fetch {
  return async (input, init) => {
    // A frame's Request is of another class.
    const url = typeof input === "object" && "url" in input ? input.url : input;
    if (!isOurs(door, url)) return original(input, init);
    const arrive = door.traffic.beginAnswer();
    try {
      const answer = await original(input, init);
      answer.clone().arrayBuffer().then(arrive, arrive);
      return answer;
    } catch (error) {
      arrive();
      throw error;
    }
  };
}

function isOurs(door: Door, url: string | URL): boolean {
  return URL.canParse(url, document.baseURI) && door.isOurs(new URL(url, document.baseURI).host);
}
