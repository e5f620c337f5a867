import * as z from "zod";
import type { DescribedApi } from "../../rest/openapi/document.ts";
import { jsonSchemaOf } from "../../rest/openapi/input-schema.ts";
import type { Parameter } from "../../rest/openapi/openapi-types.ts";
import { shape } from "../../wire/shape.ts";
import { CONTROL_PREFIX } from "./address.ts";
import type { ControlRoute } from "./control-route.ts";
import { controlApi } from "./routes.ts";

/** Records as the simulator has them, which are this project's own and no wire shape of the service. */
const anything = shape("TestkitAnswer", () => z.any());

/** The control API, for the description of all that a server answers. */
export const describedControl: DescribedApi = {
  prefix: CONTROL_PREFIX,
  routes: controlApi.map((route) => ({
    api: "control",
    method: route.method,
    path: route.path,
    name: route.name,
    body: undefined,
    answers: anything,
    meta: undefined,
    refusals: [],
    security: [{ controlToken: [] }],
    remark: route.remark,
    tag: "testkit",
    describe: () => describe(route),
  })),
};

function describe({ method, path, input, documented = input }: ControlRoute) {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(
    ([, name = ""]): Parameter => ({ name, in: "path", required: true, schema: { type: "string" } }),
  );
  const schema = jsonSchemaOf(documented);
  const isEmpty = schema.type === "object" && Object.keys(schema.properties ?? {}).length === 0;
  if (method !== "GET") return { parameters: inPath, body: isEmpty ? undefined : schema };
  const inQuery = Object.entries(schema.properties ?? {}).map(
    ([name, of]): Parameter => ({ name, in: "query", schema: of }),
  );
  return { parameters: [...inPath, ...inQuery], body: undefined };
}
