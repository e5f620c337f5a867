import { connects, loses, setConnected } from "../connecting.ts";
import { nothing, type Oracles, value } from "../expectation.ts";
import { oneOf } from "../pattern.ts";

/** Seconds that a ping keeps the socket of manual mode in the background. */
const RENEWAL = 30;

export const connectionOracles: Oracles = {
  connect(state, device) {
    if (!device.isForeground || !device.isOnline) return undefined;
    if (device.isConnected) return { outcome: nothing(), quiet: ["CON-CALL-02"], sockets: ["CON-CALL-02"] };
    // An attempt of its own may be under way.
    if (device.isWanted) return undefined;
    const rules = [device.wasConnected ? "CON-MAN-08" : "CON-MAN-02"];
    return {
      outcome: nothing(),
      events: connects(state, device, rules),
      sockets: rules,
      apply() {
        device.isWanted = true;
        setConnected(device, true);
      },
    };
  },

  disconnect(state, device) {
    if (!device.isConnected) return undefined;
    return {
      outcome: nothing(),
      // Whether the app is told of what it has asked for itself is no rule's.
      events: loses(state, device, []).map((event) => ({ ...event, rules: [], isOptional: true })),
      sockets: ["CON-MAN-03"],
      apply() {
        device.isWanted = false;
        device.deadline = undefined;
        setConnected(device, false);
        device.hasClosed = true;
      },
    };
  },

  ping(state, device) {
    if (!device.isConnected) return undefined;
    return {
      outcome: nothing(),
      apply() {
        if (device.deadline === undefined) return;
        device.deadline = state.now() + RENEWAL;
        device.hasPinged = true;
      },
    };
  },

  getConnectionStatus(_state, device) {
    if (device.session === undefined) return undefined;
    const isTrying = device.isWanted && !device.isConnected;
    const status = device.isConnected
      ? "connected"
      : isTrying
        ? oneOf("connecting", "disconnected")
        : "disconnected";
    return { outcome: value(status, device.hasClosed ? "CON-STAT-02" : "CON-STAT-01") };
  },
};
