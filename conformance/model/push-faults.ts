import type { Expectation, ExpectedEvent } from "./expectation.ts";
import type { ModelDevice, State } from "./state.ts";

// What must come of a step when something that is pushed to a device meets a fault.

/** What comes in frames of the type that faults of pushes are about. */
const MESSAGES =
  /^(group\.|message\.on(Text|Media|Custom|Interactive)Message|message\.onMessage(Edited|Deleted))/;

/** Whether a fault waits for the next message to a device. */
export function awaitsPush({ pushFault }: ModelDevice): boolean {
  return pushFault === "push lost" || pushFault === "pushed twice" || pushFault === "reordered";
}

/** What a step must come to for one device whose next message meets a fault, and what is so afterwards. */
interface Met {
  readonly events: readonly ExpectedEvent[];
  readonly apply: () => void;
}

/**
 * What must come of a step when something that is pushed to a device meets a fault.
 *
 * @returns `undefined` where it would be chance what overtakes what
 */
export function underPushFaults(state: State, expected: Expectation): Expectation | undefined {
  const struck = [...state.devices.values()].filter(awaitsPush);
  if (struck.length === 0) return expected;
  let { events = [] } = expected;
  const after: (() => void)[] = [];
  for (const device of struck) {
    const met = device.pushFault === "reordered" ? reordered(device, events) : lostOrTwice(device, events);
    if (met === "chance") return undefined;
    if (!met) continue;
    events = met.events;
    after.push(met.apply);
  }
  return {
    ...expected,
    events,
    apply(value) {
      expected.apply?.(value);
      for (const apply of after) apply();
    },
  };
}

const placeOfMessage = (device: ModelDevice, events: readonly ExpectedEvent[]) =>
  events.findIndex((event) => event.device === device.id && MESSAGES.test(event.name));

function lostOrTwice(device: ModelDevice, events: readonly ExpectedEvent[]): Met | undefined {
  const at = placeOfMessage(device, events);
  const event = events[at];
  if (!event) return undefined;
  const isLost = device.pushFault === "push lost";
  return {
    events: isLost
      ? events.filter((_, place) => place !== at)
      : events.with(at, { ...event, rules: [...event.rules, "LSN-DUP-01"] }),
    apply() {
      if (isLost) device.hasLost = true;
      device.pushFault = undefined;
    },
  };
}

/** The first message is held back until something else has come. */
function reordered(device: ModelDevice, events: readonly ExpectedEvent[]): Met | "chance" | undefined {
  const own = events.filter((event) => event.device === device.id);
  const { overtaken } = device;
  if (overtaken) {
    const [first] = own;
    // In a time that passes it comes by itself.
    if (!first || own.includes(overtaken)) return undefined;
    if (own.some(({ isOptional }) => isOptional)) return "chance";
    return {
      events: events.flatMap((event) => (event === first ? [first, overtaken] : [event])),
      apply: () => letGo(device),
    };
  }
  const held = events[placeOfMessage(device, events)];
  if (!held) return undefined;
  if (own.length > 1) return "chance";
  return {
    events: events.filter((event) => event !== held),
    apply() {
      device.overtaken = { ...held, rules: ["LSN-LATE-01", ...held.rules] };
    },
  };
}

/** What was held back has come. */
export function letGo(device: ModelDevice): void {
  device.overtaken = undefined;
  device.pushFault = undefined;
}
