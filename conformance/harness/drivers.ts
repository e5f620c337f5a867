import type { Driver, DriverEvent } from "../protocol/index.ts";

/** Lets whoever runs a case hear the driver's events. */
export function eventsOf(driver: Driver): { hear(listener: (event: DriverEvent) => void): void } {
  let current: (event: DriverEvent) => void = () => {};
  driver.onEvent((event) => current(event));
  return {
    hear(listener) {
      current = listener;
    },
  };
}
