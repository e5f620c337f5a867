import type { HeaderFields, HttpRequest } from "../../http/request.ts";
import { decodeText } from "../../http/target.ts";
import type { Credentials } from "../../simulator/actor.ts";
import type { App } from "../../simulator/app.ts";
import type { Accepted, Command } from "../../simulator/command.ts";
import { serviceError } from "../../simulator/errors.ts";
import type { Simulator } from "../../simulator/simulator.ts";
import { type ExtensionName, readExtensionName } from "../../wire/host.ts";
import type { Around } from "../around.ts";
import { readBody } from "../body.ts";
import { askerOf } from "../credentials.ts";
import { dataReply, type Reply, textAnswer } from "../replies.ts";
import type { Extension, ExtensionCall } from "./extension.ts";
import type { KnownExtensions } from "./registry.ts";

interface ExtensionOptions {
  readonly simulator: Simulator;
  readonly extensions: KnownExtensions;
  /** Hears at once of what a command has brought about. */
  readonly onOutcome: (outcome: Accepted) => void;
  readonly around: Around;
  /** Turns whatever was thrown into an answer. */
  readonly refuse: (error: unknown) => Reply;
}

/** A request to an extension that is there. */
interface Asked {
  readonly extension: Extension;
  readonly app: App;
  readonly request: HttpRequest;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  readonly cause: number | undefined;
}

/** The extensions' part of the REST surface: what is asked under a host name of theirs. */
export function createExtensionSurface({
  simulator,
  extensions,
  onOutcome,
  around,
  refuse,
}: ExtensionOptions) {
  return {
    /** Whether a request is for an extension, there or not: others may have host names that look like it. */
    isAskedBy({ headers, host }: HttpRequest): boolean {
      const named = readExtensionName(host);
      if (!named) return false;
      if (extensions.get(named.slug)) return true;
      return named.isOurs && simulator.app(headers.get("appid") ?? "")?.region === named.region;
    },

    /** @throws ServiceError to refuse it */
    async reply(request: HttpRequest): Promise<Reply> {
      const named = readExtensionName(request.host);
      const extension = named && extensions.get(named.slug);
      const path = decodeText(request.path).replace(/^\/+|\/+$/g, "");
      const query = readParameters(request.query);
      const file = request.method === "GET" ? extension?.file?.(path, query) : undefined;
      if (file) return { answer: textAnswer(file.contentType, file.text) };
      const app = appOf(request.headers.get("appid"), named);
      if (!named || !extension || !app.state.extensions.has(named.slug)) {
        throw serviceError("ERR_EXTENSION_NOT_FOUND", { extension: named?.slug ?? "" });
      }
      const credentials = credentialsOf(request.headers);
      const uid = askerOf(app, credentials);
      return around({ request, app, operation: "callExtension", uid, refuse }, (cause) =>
        call({ extension, app, request, path, query, credentials, cause }).catch(refuse),
      );
    },
  };

  async function call({ extension, app, request, path, query, credentials, cause }: Asked): Promise<Reply> {
    const { appId } = app;
    const { user } = run({ appId, operation: "getSession", as: credentials, cause });
    const { fields, text } = await readBody(request, undefined);
    const execute: ExtensionCall["execute"] = (operation, input, as) => {
      const actor: Credentials = as === undefined ? credentials : { kind: "harness", uid: as ?? undefined };
      return run({ appId, operation, as: actor, input, cause });
    };
    const { method, scheme, host } = request;
    const value = await extension.handle({
      app,
      uid: user.uid,
      method,
      path,
      query,
      body: fields,
      origin: `${scheme}://${host}`,
      execute,
    });
    if (value === undefined) throw serviceError("ERR_API_NOT_FOUND", { method, path: `/${path}` });
    return dataReply(value, undefined, user.uid, text);
  }

  // Without the caller's session id: what an extension does reaches the caller's own device too. seen from the official
  // UI kits, which wait for a poll of their own on the socket.
  function run<N extends Command["operation"]>(command: Command<N>) {
    const outcome = simulator.execute<N>(command);
    if (!outcome.ok) throw outcome.error;
    onOutcome(outcome);
    return outcome.value;
  }

  function appOf(appId: string | null, named: ExtensionName | undefined): App {
    if (!appId) throw serviceError("AUTH_ERR_EMPTY_APPID");
    const app = simulator.app(appId);
    if (!app || app.region !== named?.region) throw serviceError("AUTH_ERR_INVALID_APPID", { appId });
    return app;
  }
}

/** The SDK shows its jwt here, and its auth token as everywhere. seen from the official SDK 4.2.0 */
function credentialsOf(headers: HeaderFields): Credentials {
  const jwt = headers.get("authorization")?.replace(/^Bearer /i, "");
  if (jwt) return { kind: "jwt", jwt };
  return { kind: "authToken", authToken: headers.get("authtoken") ?? undefined };
}

/**
 * The parameters of a query. The SDK begins a second one where the path has one already (`/v2/x?x=1?a=b`). seen from the
 * official SDK 4.2.0
 */
function readParameters(query: string): Readonly<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(query.replace(/\?(?=[^&?=]+=)/g, "&")));
}
