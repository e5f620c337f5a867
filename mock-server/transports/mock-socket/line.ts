import type { Client } from "mock-socket";
import type { Door } from "../../harness/testkit/door.ts";

/** `WebSocket.OPEN` */
const OPEN = 1;

/**
 * Joins one open socket to a session of the backend. Frames of the server arrive one by one, in order, and never while
 * the server is still at work, as they do from a network.
 *
 * @param address host and path of the socket's URL
 * @returns closes the socket from the server's side
 */
export function connectLine(
  client: Client,
  address: string,
  door: Door,
): (code: number, reason: string) => void {
  const { bring } = door.traffic;
  const close = (code: number, reason: string) => {
    // After the frames that were sent before.
    bring(() => {
      if (client.readyState !== OPEN) return;
      client.on("close", door.traffic.begin());
      client.close({ code, reason, wasClean: true });
    });
  };
  const send = (text: string) => {
    bring(() => {
      if (client.readyState === OPEN) client.send(text);
    });
  };
  const session = door.openSocket({ send, close }, address);
  client.on("message", (data) => session.receive(String(data)));
  // mock-socket hands in the event, though its types say otherwise.
  client.on("close", ((event: CloseEvent) => session.closed(event.code)) as () => void);
  return close;
}
