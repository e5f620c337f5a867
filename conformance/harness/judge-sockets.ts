import type { Expectation } from "../model/expectation.ts";
import type { ModelDevice, State } from "../model/state.ts";
import { type Findings, NO_FINDINGS } from "./judge.ts";
import type { Seen, SeenFrame } from "./place.ts";

/** Seconds within which a client must ping. */
const PING_WITHIN = 30;

/** Devices with other sockets than they must have, as far as anybody knows. */
export function wrongSockets(
  { devices }: State,
  open: ReadonlyMap<string, number> | undefined,
): readonly ModelDevice[] {
  if (!open) return [];
  return [...devices.values()].filter(({ id, isConnected }) => (open.get(id) ?? 0) !== (isConnected ? 1 : 0));
}

/** Compares the sockets that the service has with those that clients must have. */
export function judgeSockets(
  state: State,
  { sockets: rules = [] }: Expectation,
  open: ReadonlyMap<string, number> | undefined,
): Findings {
  if (!open) return NO_FINDINGS;
  const wrong = wrongSockets(state, open);
  if (wrong.length === 0) return { held: [...rules, "CON-SOCK-01"], failures: [] };
  return {
    held: [],
    failures: [
      {
        rules: [...rules, "CON-SOCK-01"],
        what: "The service has other sockets than there must be",
        differences: wrong.map(({ id, isConnected }) => ({
          path: id,
          expected: isConnected ? 1 : 0,
          seen: open.get(id) ?? 0,
        })),
      },
    ],
  };
}

/** Clients write JSON as their language does, with blanks or without. */
function actionOf({ text }: SeenFrame): unknown {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && "action" in read ? read.action : undefined;
  } catch {
    return undefined; // What is no JSON is no ping.
  }
}

/** Looks at how often clients have pinged in a time that has passed, and whether that was answered. */
export function judgePings(devices: readonly string[], seconds: number, { frames }: Seen): Findings {
  const least = Math.floor(seconds / PING_WITHIN);
  if (devices.length === 0 || least === 0) return NO_FINDINGS;
  const of = (device: string, direction: SeenFrame["direction"], action: string) =>
    frames.filter(
      (frame) => frame.deviceId === device && frame.direction === direction && actionOf(frame) === action,
    ).length;
  const failures = devices.flatMap((device) => {
    const pings = of(device, "in", "ping");
    const pongs = of(device, "out", "pong");
    const fail = (rule: string, what: string, expected: unknown, seen: unknown) => [
      { rules: [rule], what, differences: [{ path: device, expected, seen }] },
    ];
    if (pings < least)
      return fail("CON-PING-01", `${device} pings too seldom`, `${least} pings at least`, pings);
    return pongs < pings ? fail("CON-PING-03", `${device} has no answer to its pings`, pings, pongs) : [];
  });
  return failures.length > 0
    ? { held: [], failures }
    : { held: ["CON-PING-01", "CON-PING-03"], failures: [] };
}
