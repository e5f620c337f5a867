import type { HttpAnswer } from "../http/answer.ts";
import type { HttpRequest } from "../http/request.ts";
import type { Clock } from "../simulator/clock.ts";
import { type ErrorCode, ServiceError, serviceError } from "../simulator/errors.ts";
import { LIMITS } from "../simulator/rules/limits.ts";
import type { Simulator } from "../simulator/simulator.ts";
import { isFilesPath } from "../wire/file-urls.ts";
import { readMediaPath } from "../wire/media-addresses.ts";
import { createApi, type OutcomeListener, takesFiles } from "./api.ts";
import { type Around, STRAIGHT } from "./around.ts";
import { replyForMedia } from "./call-media.ts";
import { createExtensionRegistry, type KnownExtensions } from "./extensions/registry.ts";
import { createExtensionSurface } from "./extensions/surface.ts";
import { createFileStore, UPLOAD_BYTES } from "./files/file-store.ts";
import { isForm } from "./form.ts";
import { type Account, createManagementSurface } from "./management-api/index.ts";
import { createDescription, type DescribeMore } from "./openapi/pages.ts";
import { preflightAnswer, type Reply, refusal } from "./replies.ts";

/** What the REST surface works with. */
export interface RestOptions {
  readonly simulator: Simulator;
  /** When apps are made and changed by the management API; without one, there is none. */
  readonly clock?: Pick<Clock, "now"> | undefined;
  /** Who may make and remove apps, and set their webhooks; without one, nobody. */
  readonly account?: Account | undefined;
  /** What `callExtension` reaches; the built-in extensions unless given. */
  readonly extensions?: KnownExtensions | undefined;
  /**
   * Hears at once of what a command has brought about, before the answer is printed.
   *
   * @param resource the session that caused it (the `resource` header)
   */
  readonly onOutcome?: OutcomeListener | undefined;
  /** What else the server answers, for its description. */
  readonly described?: DescribeMore | undefined;
  /** Stands around every request to an app. */
  readonly around?: Around | undefined;
  /** Hears of every request that was answered; a browser's preflights are none of its own. */
  readonly onRequest?: ((report: RequestReport) => void) | undefined;
  /** Hears of a bug of this project, which the client is answered with `ERR_EXCEPTION`. */
  readonly onBug?: ((error: unknown) => void) | undefined;
}

/** How a request was answered. */
export interface RequestReport {
  readonly method: string;
  /** As it came, without the query. */
  readonly path: string;
  readonly status: number;
  /** The service's error code, for a refusal. */
  readonly code?: ErrorCode | undefined;
  /** Who asked, when a user did. */
  readonly uid?: string | undefined;
  /** Milliseconds until the answer was ready. */
  readonly ms: number;
}

export interface RestSurface {
  /** Answers any request. Never throws, never rejects. */
  answer(request: HttpRequest): HttpAnswer | Promise<HttpAnswer>;
  /** How large a request with files may be; nothing for all others, which are small. */
  bodyLimit(head: RequestHead): BodyLimit | undefined;
}

/** How large a body may be, and the error code for a larger one. */
export interface BodyLimit {
  readonly bytes: number;
  readonly code: ErrorCode;
}

/** What is known of a request before its body has come. */
export interface RequestHead {
  readonly method: string;
  /** With or without the query. */
  readonly path: string;
  readonly contentType: string | undefined;
}

/**
 * Makes the REST API of all apps of a simulator: that for clients and that for servers.
 *
 * @example const { status, body } = await createRestSurface({ simulator }).answer(request);
 */
export function createRestSurface(options: RestOptions): RestSurface {
  const { simulator, onOutcome, onRequest, onBug, around = STRAIGHT } = options;
  const files = createFileStore(simulator, around);
  const description = createDescription(options.described);
  const api = createApi({ simulator, onOutcome, around, refuse });
  const management =
    options.account &&
    options.clock &&
    createManagementSurface({
      ...options.account,
      simulator,
      clock: options.clock,
      onOutcome: (outcome) => onOutcome?.(outcome, undefined),
    });
  const extensions = createExtensionSurface({
    simulator,
    extensions: options.extensions ?? createExtensionRegistry(),
    onOutcome: (outcome) => onOutcome?.(outcome, undefined),
    around,
    refuse,
  });

  return {
    answer(request) {
      if (request.method === "OPTIONS") return preflightAnswer(request.headers);
      const started = onRequest ? performance.now() : 0;
      const finish = ({ answer, code, uid }: Reply): HttpAnswer => {
        const { method, path } = request;
        onRequest?.({ method, path, status: answer.status, code, uid, ms: performance.now() - started });
        return answer;
      };
      const reply = replyTo(request);
      return reply instanceof Promise ? reply.then(finish) : finish(reply);
    },
    bodyLimit({ method, path: requested, contentType }) {
      if (method !== "POST" || !isForm(contentType)) return undefined;
      const [path = ""] = requested.split("?", 1);
      if (isFilesPath(path)) return { bytes: UPLOAD_BYTES, code: "EntityTooLarge" };
      return takesFiles(method, path)
        ? { bytes: LIMITS.uploadBytes, code: "ERR_FILE_SIZE_EXCEEDED" }
        : undefined;
    },
  };

  function replyTo(request: HttpRequest): Reply | Promise<Reply> {
    try {
      if (management?.isAskedBy(request)) return management.reply(request).catch(refuse);
      if (extensions.isAskedBy(request)) return extensions.reply(request).catch(refuse);
      const { method, path } = request;
      const page = description(method, path);
      if (page) return page.then((answer) => ({ answer })).catch(refuse);
      if (isFilesPath(path)) return files.reply(request).catch(refuse);
      const media = readMediaPath(path);
      if (media) return replyForMedia(simulator, media, request);
      const reply = api.reply(request);
      return reply instanceof Promise ? reply.catch(refuse) : reply;
    } catch (error) {
      return refuse(error);
    }
  }

  function refuse(error: unknown): Reply {
    if (error instanceof ServiceError) return refusal(error);
    onBug?.(error);
    return refusal(serviceError("ERR_EXCEPTION"));
  }
}
