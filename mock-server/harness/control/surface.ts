import { readTarget } from "../../rest/request-target.ts";
import { compileRoutes } from "../../rest/router.ts";
import { ServiceError } from "../../simulator/index.ts";
import { UsageError } from "../../usage-error.ts";
import { printError } from "../../wire/service-error.ts";
import type { BodyLimit, RequestHead } from "../surface.ts";
import type { OwnAppControl } from "../testkit/app-control.ts";
import type { Testbed } from "../testkit/testbed.ts";
import { type ControlAccess, readableBy, requireAccess } from "./access.ts";
import { ControlError } from "./control-error.ts";
import { type ControlCall, readInput } from "./control-route.ts";
import { controlApi } from "./routes.ts";

/** What stands before all paths of the control API. */
export const CONTROL_PREFIX = "/testkit/v1";

/** The most bytes of a request's body: V8 makes no longer text of it. */
const WORLD_BYTES = 512 * 1024 * 1024;

const router = compileRoutes(controlApi);

interface ControlOptions {
  readonly testbed: Testbed;
  readonly access: ControlAccess;
  /** Hears of our own failures. */
  readonly onBug?: ((error: unknown) => void) | undefined;
}

/** All that a test has in its hand, over HTTP: for tests in another process, or in another language. */
export function createControlSurface({ testbed, access, onBug }: ControlOptions) {
  return {
    /** Whether a request is for this API. */
    isAskedBy: ({ url }: Request): boolean =>
      url.includes(CONTROL_PREFIX) && readTarget(url).path.startsWith(CONTROL_PREFIX),

    /** How large a request may be: a whole world is the largest. */
    bodyLimit: ({ path }: RequestHead): BodyLimit | undefined =>
      path.startsWith(CONTROL_PREFIX) ? { bytes: WORLD_BYTES, code: "TESTKIT_BAD_REQUEST" } : undefined,

    /** Answers any such request. Never rejects. */
    async fetch(request: Request): Promise<Response> {
      let answer: Response;
      try {
        requireAccess(request, access);
      } catch (error) {
        return refusal(error);
      }
      try {
        answer = request.method === "OPTIONS" ? preflight() : await answerTo(request);
      } catch (error) {
        answer = refusal(error);
      }
      for (const [name, value] of Object.entries(readableBy(request))) answer.headers.set(name, value);
      return answer;
    },
  };

  async function answerTo(request: Request): Promise<Response> {
    const { path, query } = readTarget(request.url);
    const match = router.match(request.method, path.slice(CONTROL_PREFIX.length) || "/");
    const route = match instanceof ServiceError ? undefined : match.routes[0];
    if (match instanceof ServiceError || !route) {
      throw new ControlError(
        404,
        "TESTKIT_NOT_FOUND",
        `Failed to find ${request.method} ${path}: the control API has no such route. See /docs.`,
      );
    }
    const given = route.method === "GET" ? queryOf(query) : await bodyOf(request);
    const { params } = match;
    const call: ControlCall = {
      testbed,
      params,
      input: readInput(route.input, given),
      control: () => controlOf(params.appId ?? ""),
    };
    const answer = await route.answer(call);
    return answer instanceof Response ? answer : json(200, { data: answer });
  }

  function controlOf(appId: string): OwnAppControl {
    const control = testbed.apps().find(({ app }) => app.appId === appId);
    if (control) return control;
    const names = testbed.apps().map(({ app }) => JSON.stringify(app.appId));
    throw new ControlError(
      404,
      "TESTKIT_NOT_FOUND",
      `Failed to find the app ${JSON.stringify(appId)}: this server has ${names.join(", ") || "none"}. Add one with POST ${CONTROL_PREFIX}/apps.`,
    );
  }

  function refusal(error: unknown): Response {
    if (error instanceof ServiceError) return json(error.status, { error: printError(error) });
    if (error instanceof ControlError) return refused(error.status, error.code, error.message);
    if (error instanceof UsageError) return refused(400, "TESTKIT_BAD_REQUEST", error.message);
    onBug?.(error);
    return refused(500, "TESTKIT_BUG", `The testkit failed: ${String(error)}`);
  }
}

function refused(status: number, code: string, message: string): Response {
  return json(status, { error: { code, message, details: {} } });
}

function json(status: number, value: object): Response {
  return new Response(JSON.stringify(value), { status, headers: { "content-type": "application/json" } });
}

/** For pages that were let in; all others have been refused. */
function preflight(): Response {
  const headers = {
    "access-control-allow-methods": "GET,POST,PUT,DELETE",
    "access-control-allow-headers": "authorization,content-type",
  };
  return new Response(null, { status: 204, headers });
}

function queryOf(query: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query));
}

/** A JSON object; none is an empty one. Only `application/json` is taken: no form of a page can say that it is. */
async function bodyOf(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === "") return {};
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new ControlError(
      400,
      "TESTKIT_BAD_REQUEST",
      "Failed to read the body: its content type is not application/json. Send JSON, and say so.",
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ControlError(
      400,
      "TESTKIT_BAD_REQUEST",
      "Failed to read the body: it is not well-formed JSON.",
    );
  }
}
