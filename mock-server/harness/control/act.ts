import * as z from "zod";
import { type OperationName, operations } from "../../simulator/index.ts";
import { ControlError } from "./control-error.ts";
import { controlRoute, NO_INPUT } from "./control-route.ts";

const deed = z.strictObject({
  /** A UID; the app itself when left out. */
  as: z.string().min(1).optional(),
  operation: z.string(),
  input: z.record(z.string(), z.unknown()).default({}),
});

/** What is done by nobody's client. */
export const actRoutes = [
  controlRoute({
    method: "POST",
    path: "/apps/:appId/act",
    name: "act",
    remark:
      "Any operation of the service, by a user or by the app itself; `comeOnline` and `dropOff` have a user come and go.",
    input: deed,
    async answer({ control, input: { as, operation, input } }) {
      const actor = as === undefined ? undefined : control().as(as);
      if (actor && (operation === "comeOnline" || operation === "dropOff")) {
        await actor[operation]();
        return { success: true };
      }
      const name = operationName(operation);
      // The door checks the input by the operation's schema.
      return actor ? actor.do(name, input as never) : control().do(name, input as never);
    },
  }),
  controlRoute({
    method: "GET",
    path: "/apps/:appId/webhooks",
    name: "listDeliveries",
    remark: "What the app's webhooks were told, and what came of it; oldest first.",
    input: NO_INPUT,
    answer: ({ testbed, control }) => testbed.backend.webhooks.log(control().app.appId),
  }),
];

function operationName(name: string): OperationName {
  if (Object.hasOwn(operations, name)) return name as OperationName;
  throw new ControlError(
    400,
    "TESTKIT_BAD_REQUEST",
    `Failed to act: there is no operation ${JSON.stringify(name)}. There are ${Object.keys(operations).sort().join(", ")}.`,
  );
}
