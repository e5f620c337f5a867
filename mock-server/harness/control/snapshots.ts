import { UsageError } from "../../usage-error.ts";
import type { OwnAppControl, Snapshot } from "../testkit/app-control.ts";
import { ControlError } from "./control-error.ts";
import { controlRoute, NO_INPUT } from "./control-route.ts";

/** Snapshots that are kept of one app. They hold what the app has let go since. */
const MOST_KEPT = 100;

interface Kept {
  readonly byId: Map<string, Snapshot>;
  newest: number;
}

/** They go with their app. */
const snapshots = new WeakMap<OwnAppControl, Kept>();

/** How an app was at other times. */
export const snapshotRoutes = [
  controlRoute({
    method: "POST",
    path: "/apps/:appId/snapshots",
    name: "takeSnapshot",
    input: NO_INPUT,
    async answer({ control }) {
      const kept = keptOf(control());
      if (kept.byId.size >= MOST_KEPT) {
        throw new UsageError(
          `Failed to take a snapshot: ${MOST_KEPT} are kept already. Delete one with DELETE …/snapshots/{id}.`,
        );
      }
      const snapshot = await control().snapshot();
      kept.newest += 1;
      const id = String(kept.newest);
      kept.byId.set(id, snapshot);
      return { id, ...snapshot };
    },
  }),
  controlRoute({
    method: "GET",
    path: "/apps/:appId/snapshots",
    name: "listSnapshots",
    input: NO_INPUT,
    answer: ({ control }) => [...keptOf(control()).byId].map(([id, snapshot]) => ({ id, ...snapshot })),
  }),
  controlRoute({
    method: "POST",
    path: "/apps/:appId/snapshots/:id/restore",
    name: "restoreSnapshot",
    input: NO_INPUT,
    async answer({ control, params: { id = "" } }) {
      await control().restore(snapshotOf(control(), id));
      return { success: true };
    },
  }),
  controlRoute({
    method: "DELETE",
    path: "/apps/:appId/snapshots/:id",
    name: "deleteSnapshot",
    input: NO_INPUT,
    answer({ control, params: { id = "" } }) {
      snapshotOf(control(), id);
      keptOf(control()).byId.delete(id);
      return { success: true };
    },
  }),
];

function keptOf(control: OwnAppControl): Kept {
  const known = snapshots.get(control);
  if (known) return known;
  const made: Kept = { byId: new Map(), newest: 0 };
  snapshots.set(control, made);
  return made;
}

function snapshotOf(control: OwnAppControl, id: string): Snapshot {
  const kept = keptOf(control).byId;
  const snapshot = kept.get(id);
  if (snapshot) return snapshot;
  throw new ControlError(
    404,
    "TESTKIT_NOT_FOUND",
    `Failed to find the snapshot ${JSON.stringify(id)}: the app has ${[...kept.keys()].join(", ") || "none"}.`,
  );
}
