import { actRoutes } from "./act.ts";
import { appRoutes } from "./apps.ts";
import { botRoutes } from "./bots.ts";
import { clockRoutes } from "./clock.ts";
import type { ControlRoute } from "./control-route.ts";
import { logRoutes } from "./log.ts";
import { snapshotRoutes } from "./snapshots.ts";

/** Everything that the control API does. */
export const controlApi: readonly ControlRoute[] = [
  ...appRoutes,
  ...clockRoutes,
  ...logRoutes,
  ...snapshotRoutes,
  ...actRoutes,
  ...botRoutes,
];
