import type { Client } from "mock-socket";
import type { Door } from "../../harness/testkit/door.ts";

/**
 * Joins one open socket to a session of the backend. Frames of the server arrive one by one, in order, and never while
 * the server is still at work, as they do from a network.
 *
 * @returns ends the connection
 */
export function connectLine(client: Client, host: string, door: Door): (code: number, reason: string) => void {
  const close = (code: number, reason: string) => {
    // After the frames that were sent before.
    door.traffic.later(() => {
      if (client.readyState === OPEN) client.close({ code, reason, wasClean: true });
    });
  };
  const session = door.openSocket(
    {
      send: (text) =>
        door.traffic.later(() => {
          if (client.readyState === OPEN) client.send(text);
        }),
      close,
    },
    host,
  );
  if (!session) {
    close(1008, "No app of this testkit");
    return close;
  }
  client.on("message", (data) => session.receive(String(data)));
  // mock-socket hands in the event, though its types say otherwise.
  client.on("close", ((event: { code: number }) => session.closed(event.code)) as () => void);
  return close;
}

const OPEN = 1;
