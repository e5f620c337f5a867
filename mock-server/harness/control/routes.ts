import { actRoutes } from "./act.ts";
import { appRoutes } from "./apps.ts";
import { botRoutes } from "./bots.ts";
import { clockRoutes } from "./clock.ts";
import type { ControlRoute } from "./control-route.ts";
import { faultRoutes } from "./faults.ts";
import { logRoutes } from "./log.ts";
import { snapshotRoutes } from "./snapshots.ts";
import { worldRoutes } from "./world.ts";

/** Everything that the control API does. */
export const controlApi: readonly ControlRoute[] = [
  ...appRoutes,
  ...clockRoutes,
  ...logRoutes,
  ...snapshotRoutes,
  ...actRoutes,
  ...botRoutes,
  ...faultRoutes,
  ...worldRoutes,
];
