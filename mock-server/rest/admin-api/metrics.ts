import { printUsage, usageShape } from "../../wire/usage.ts";
import { route } from "../route.ts";

/** docs: rest-api/metrics. Nothing is recorded here, and no media flows: those minutes are none. */
export const metricRoutes = [
  route({
    method: "GET",
    path: "/stats",
    operation: "getUsage",
    input: ({ query }) => ({ fromDate: query.text("fromDate"), toDate: query.text("toDate") }),
    answers: usageShape,
    print: printUsage,
  }),
];
