import type { HttpAnswer } from "../../http/answer.ts";
import { bodyText, type HttpRequest } from "../../http/request.ts";
import { compileRoutes } from "../../rest/router.ts";
import { ServiceError } from "../../simulator/index.ts";
import { UsageError } from "../../usage-error.ts";
import { printError } from "../../wire/service-error.ts";
import type { OwnAppControl } from "../testkit/app-control.ts";
import type { Testbed } from "../testkit/testbed.ts";
import { type ControlAccess, readableBy, requireAccess } from "./access.ts";
import { CONTROL_PREFIX } from "./address.ts";
import { ControlError } from "./control-error.ts";
import { type ControlCall, ControlFile, readInput } from "./control-route.ts";
import { controlApi } from "./routes.ts";

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
    /** Answers any such request. Never rejects. */
    async answer(request: HttpRequest): Promise<HttpAnswer> {
      try {
        requireAccess(request, access);
      } catch (error) {
        return refusal(error);
      }
      const answer = await answerOrRefusal(request);
      return { ...answer, headers: { ...answer.headers, ...readableBy(request) } };
    },
  };

  async function answerOrRefusal(request: HttpRequest): Promise<HttpAnswer> {
    try {
      return request.method === "OPTIONS" ? PREFLIGHT : await answerTo(request);
    } catch (error) {
      return refusal(error);
    }
  }

  async function answerTo(request: HttpRequest): Promise<HttpAnswer> {
    const { path, query } = request;
    const match = router.match(request.method, path.slice(CONTROL_PREFIX.length) || "/");
    const route = match instanceof ServiceError ? undefined : match.routes[0];
    if (match instanceof ServiceError || !route) {
      throw new ControlError(
        404,
        "TESTKIT_NOT_FOUND",
        `Failed to find ${request.method} ${path}: the control API has no such route. See /docs.`,
      );
    }
    const given = route.method === "GET" ? queryOf(query) : bodyOf(request);
    const { params } = match;
    const call: ControlCall = {
      testbed,
      params,
      input: readInput(route.input, given),
      control: () => controlOf(params.appId ?? ""),
    };
    const answer = await route.answer(call);
    return answer instanceof ControlFile ? fileAnswer(answer) : json(200, { data: answer });
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

  function refusal(error: unknown): HttpAnswer {
    if (error instanceof ServiceError) return json(error.status, { error: printError(error) });
    if (error instanceof ControlError) return refused(error.status, error.code, error.message);
    if (error instanceof UsageError) return refused(400, "TESTKIT_BAD_REQUEST", error.message);
    onBug?.(error);
    return refused(500, "TESTKIT_BUG", `The testkit failed: ${String(error)}`);
  }
}

function refused(status: number, code: string, message: string): HttpAnswer {
  return json(status, { error: { code, message, details: {} } });
}

function json(status: number, value: object): HttpAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

function fileAnswer({ contentType, text }: ControlFile): HttpAnswer {
  return { status: 200, headers: { "content-type": contentType }, body: text };
}

/** For pages that were let in; all others have been refused. */
const PREFLIGHT: HttpAnswer = {
  status: 204,
  headers: {
    "access-control-allow-methods": "GET,POST,PUT,DELETE",
    "access-control-allow-headers": "authorization,content-type",
  },
  body: undefined,
};

function queryOf(query: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query));
}

/** A JSON object; none is an empty one. Only `application/json` is taken: no form of a page can say that it is. */
function bodyOf(request: HttpRequest): unknown {
  const text = bodyText(request);
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
