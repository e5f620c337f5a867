import type { ExpectedEvent } from "./expectation.ts";
import { connectionEvents, goesOffline, goesOnline } from "./presence.ts";
import type { ModelDevice, State } from "./state.ts";

// Sockets that come and go: what is told of them, and what is so afterwards.

export function connects(
  state: State,
  device: ModelDevice,
  rules: readonly string[],
): readonly ExpectedEvent[] {
  return [
    ...connectionEvents(device, ["inConnecting"], [], true),
    ...connectionEvents(
      device,
      ["onConnected"],
      ["CON-LIST-01", ...rules, ...(device.hasMissed ? ["TRN-OFF-01"] : [])],
    ),
    ...goesOnline(state, device, device.session ?? ""),
  ];
}

export function loses(state: State, device: ModelDevice, rules: readonly string[]): readonly ExpectedEvent[] {
  return [
    ...connectionEvents(device, ["onDisconnected"], ["CON-LIST-02", ...rules]),
    ...goesOffline(state, device, { isAtOnce: false }),
  ];
}

export function setConnected(device: ModelDevice, isConnected: boolean): void {
  device.wasConnected ||= device.isConnected;
  device.isConnected = isConnected;
  if (!isConnected) return;
  device.hasMissed = false;
  device.isFreshlyCut = false;
  device.hasClosed = false;
}
