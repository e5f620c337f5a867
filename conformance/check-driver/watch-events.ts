import { driverFault, misfitOf } from "../protocol/driver-fault.ts";
import { type DriverEvent, type DriverFault, EVENT_NAMES, payloadOf } from "../protocol/index.ts";

/** Looks at each event of a driver as it comes. */
export interface EventWatch {
  take(event: DriverEvent): void;
  /** A client has been made, and begins to count anew. */
  begins(clientId: string): void;
  /** All clients are no more. */
  endsAll(): void;
  /** How many events came. */
  count(): number;
  /** Whether a client has told of something. */
  has(clientId: string, listener: string, name: string): boolean;
}

export function watchEvents(onFault: (fault: DriverFault) => void): EventWatch {
  const lastSeq = new Map<string, number>();
  const heard = new Set<string>();
  let count = 0;
  return {
    take({ clientId, listener, name, payload, seq }) {
      count += 1;
      heard.add(`${clientId} ${listener}.${name}`);
      const what = `The event ${listener}.${name} of ${clientId}`;
      const last = lastSeq.get(clientId);
      if (last === undefined) {
        onFault(
          driverFault(
            "misfit",
            `${what} came of a client that there is not, or no more.`,
            "On `closeClient` and `reset` detach the listeners of the client, and forget what it still has to tell.",
          ),
        );
        return;
      }
      lastSeq.set(clientId, seq);
      if (seq !== last + 1) {
        onFault(
          driverFault(
            "misfit",
            `${what} has seq ${seq} after ${last}.`,
            "Count the events of each client 1, 2, 3 …, beginning anew with `createClient`, and write them in that order.",
          ),
        );
      }
      const schema = payloadOf(listener, name);
      if (!schema) {
        onFault(
          driverFault(
            "misfit",
            `${what} is none of the protocol.`,
            `There are: ${EVENT_NAMES.filter((known) => known.startsWith(`${listener}.`)).join(", ") || "the listeners message, group, user, call, connection and login"}.`,
          ),
        );
        return;
      }
      const read = schema.safeParse(payload);
      if (!read.success) {
        onFault(
          driverFault(
            "misfit",
            `${what} does not fit at payload.${misfitOf(read.error)}.`,
            "Compare it with schemas/events.json: no key has null, and there are no keys but those.",
          ),
        );
      }
    },
    begins(clientId) {
      lastSeq.set(clientId, 0);
    },
    endsAll() {
      lastSeq.clear();
    },
    count: () => count,
    has: (clientId, listener, name) => heard.has(`${clientId} ${listener}.${name}`),
  };
}
