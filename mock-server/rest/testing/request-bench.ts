import { expect } from "vitest";
import { ERRORS, type ErrorCode } from "../../simulator/errors.ts";
import type { State } from "../../simulator/state.ts";
import { Table } from "../../simulator/table.ts";
import { CHAT_APIS } from "../openapi/described-apis.ts";
import type { Parameter } from "../openapi/openapi-types.ts";
import { describeRoute } from "../openapi/route-description.ts";
import type { Answer } from "./api-world.ts";
import { isPrepared, type SampledRoute, type SampleRequest, sampleRequest } from "./sample-requests.ts";
import { createSampleWorld, type SampleWorld } from "./sample-world.ts";

/** A route of the described APIs. */
export interface TestedRoute extends SampledRoute {
  /** For the title of a test. */
  readonly name: string;
  /** What stands before its path in the document. */
  readonly prefix: string;
  readonly parameters: readonly Parameter[];
}

/** Every route there is. */
export const TESTED_ROUTES: readonly TestedRoute[] = CHAT_APIS.flatMap(({ side, prefix, routes }) =>
  routes.map((route) => {
    const name = `${side}: ${route.method} ${route.path} (${route.operation})`;
    return { name, side, prefix, route, ...describeRoute(route, side) };
  }),
);

/** A request; what it leaves out is as in the sample. */
export type Asked = Partial<SampleRequest>;

/** Asks one route. */
export interface Bench {
  readonly sample: SampleRequest;
  readonly world: SampleWorld;
  /** Whether nothing has changed in the world yet, so that a request in order is still one. */
  readonly isFresh: boolean;
  /** The answer, checked to be one of the service's: a refusal or a read has changed nothing, and nothing was a bug. */
  ask(asked?: Asked): Promise<Answer>;
}

let worldOfReads: SampleWorld | undefined;

/** A world in which a request in order is done: of its own, unless the route only reads, which is checked. */
function worldFor({ route }: TestedRoute): SampleWorld {
  if (route.method !== "GET" || isPrepared(route.operation)) return createSampleWorld();
  worldOfReads ??= createSampleWorld();
  return worldOfReads;
}

/** Prepares to ask one route. */
export function openBench(tested: TestedRoute): Bench {
  const { route, prefix } = tested;
  const world = worldFor(tested);
  const sample = sampleRequest(tested, world);
  let before = recordsOf(world.app.state);
  let isFresh = true;
  return {
    sample,
    world,
    get isFresh() {
      return isFresh;
    },
    async ask(asked = {}) {
      const { params, query, body, headers } = { ...sample, ...asked };
      const path = route.path.replace(/:(\w+)/g, (_hole, name: string) =>
        encodeURIComponent(params[name] ?? ""),
      );
      const url = `${prefix}${path}?${new URLSearchParams(query)}`;
      const answer = await world.anyone(
        route.method,
        url,
        route.method === "GET" ? undefined : body,
        headers,
      );
      const what = `${url} ${JSON.stringify(body)?.slice(0, 300)}`;
      expect(world.bugs, what).toEqual([]);
      checkEnvelope(answer, what);
      const after = recordsOf(world.app.state);
      const isSame = after.length === before.length && after.every((record, at) => record === before[at]);
      if (answer.error || route.method === "GET") {
        expect(isSame, `${what} has changed nothing`).toBe(true);
      }
      isFresh &&= isSame;
      before = after;
      return answer;
    },
  };
}

/** Every record of an app. Records are never changed, only replaced: the same ones mean the same state. */
function recordsOf(state: State): readonly object[] {
  return Object.values(state).flatMap((table) => (table instanceof Table ? [...table.values()] : []));
}

/** An answer has data, or an error of the catalogue with its own status, and a message of which no part is left open. */
function checkEnvelope({ status, data, error }: Answer, what: string): void {
  if (error === undefined) {
    expect({ status, data: typeof data }, what).toEqual({ status: 200, data: "object" });
    return;
  }
  const [expected] = ERRORS[error.code as ErrorCode] ?? [];
  expect({ status, code: error.code }, what).toEqual({ status: expected, code: error.code });
  expect(status, what).toBeLessThan(500);
  expect(error, what).toMatchObject({ message: expect.any(String), source: "chat-api" });
  expect(error.message, what).not.toMatch(/\{\w+\}/);
}
