import * as z from "zod";
import { FAULT_PRESETS, type Fault, type FaultHandle, faultSchema } from "../faults/index.ts";
import { ControlError } from "./control-error.ts";
import { controlRoute, NO_INPUT } from "./control-route.ts";

/** As it was given: the list of faults reads it, and says what is wrong with it. */
const given = z.union([
  z.strictObject({ preset: z.enum(Object.keys(FAULT_PRESETS) as (keyof typeof FAULT_PRESETS)[]) }),
  z.array(z.custom<Fault>()),
  z.custom<Fault>(),
]);

/** What goes wrong in an app. */
export const faultRoutes = [
  controlRoute({
    method: "POST",
    path: "/apps/:appId/faults",
    name: "addFaults",
    remark: `One fault, a list of them, or \`{ "preset": … }\` with one of ${Object.keys(FAULT_PRESETS).join(", ")}.`,
    input: given,
    documented: z.union([faultSchema(), z.array(faultSchema()), given.options[0]]),
    answer({ control, input }) {
      const { faults } = control();
      if ("preset" in input) return faults.add(FAULT_PRESETS[input.preset]()).map(printFault);
      return Array.isArray(input)
        ? faults.add(input).map(printFault)
        : printFault(faults.add(input as Fault));
    },
  }),
  controlRoute({
    method: "GET",
    path: "/apps/:appId/faults",
    name: "listFaults",
    input: NO_INPUT,
    answer: ({ control }) => control().faults.list().map(printFault),
  }),
  controlRoute({
    method: "DELETE",
    path: "/apps/:appId/faults",
    name: "clearFaults",
    input: NO_INPUT,
    answer({ control }) {
      control().faults.clear();
      return { success: true };
    },
  }),
  controlRoute({
    method: "GET",
    path: "/apps/:appId/faults/:id",
    name: "getFault",
    input: NO_INPUT,
    answer: ({ control, params: { id = "" } }) => printFault(faultOf(control().faults.list(), id)),
  }),
  controlRoute({
    method: "DELETE",
    path: "/apps/:appId/faults/:id",
    name: "removeFault",
    input: NO_INPUT,
    answer({ control, params: { id = "" } }) {
      faultOf(control().faults.list(), id).remove();
      return { success: true };
    },
  }),
];

function faultOf(all: readonly FaultHandle[], id: string): FaultHandle {
  const found = all.find((fault) => fault.id === id);
  if (found) return found;
  throw new ControlError(
    404,
    "TESTKIT_NOT_FOUND",
    `Failed to find the fault ${JSON.stringify(id)}: the app has ${all.map((one) => one.id).join(", ") || "none"}.`,
  );
}

function printFault({ id, fault, hits, isSpent }: FaultHandle) {
  return { id, fault, hits, isSpent };
}
