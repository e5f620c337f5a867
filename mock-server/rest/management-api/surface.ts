import type { HeaderFields, HttpRequest } from "../../http/request.ts";
import { masked } from "../../simulator/actor.ts";
import type { Accepted } from "../../simulator/command.ts";
import { ServiceError, serviceError } from "../../simulator/errors.ts";
import type { Clock } from "../../simulator/index.ts";
import type { Simulator } from "../../simulator/simulator.ts";
import { NO_BODY, readBody } from "../body.ts";
import { readQuery } from "../query.ts";
import { dataReply, type Reply } from "../replies.ts";
import { compileRoutes } from "../router.ts";
import { appRoutes } from "./apps.ts";
import { extensionRoutes } from "./extensions.ts";
import type { Apps, Management, ManagementRoute } from "./route.ts";
import { teamRoutes } from "./team.ts";
import { webhookRoutes } from "./webhooks.ts";

/** The account that owns all apps of a server, and what it says who it is with. */
export interface Account {
  readonly key: string;
  readonly secret: string;
  readonly apps: Apps;
}

interface ManagementOptions extends Account {
  readonly simulator: Simulator;
  readonly clock: Pick<Clock, "now">;
  /** Hears at once of what a command has brought about. */
  readonly onOutcome: (outcome: Accepted) => void;
}

/** Everything the account may ask, with its key and secret. docs: rest-api/management-apis */
export const managementApi: readonly ManagementRoute[] = [
  ...appRoutes,
  ...webhookRoutes,
  ...extensionRoutes,
  ...teamRoutes,
];

/** The host of the hosted service's own. docs: rest-api/authentication */
const HOST = /^apimgmt\./i;
/** Its paths under any host, where the key and the secret say what is meant. */
const PATH = /^(?:\/v3(?:\.0)?)?\/apps(?:\/|$)/;

/** Makes the management API, by which apps come and go. */
export function createManagementSurface({ key, secret, apps, ...options }: ManagementOptions) {
  const router = compileRoutes(managementApi);
  const management: Management = {
    apps,
    now: () => Math.floor(options.clock.now() / 1_000),
    app({ params }) {
      const app = options.simulator.app(params.appId ?? "");
      if (!app) throw serviceError("AUTH_ERR_INVALID_APPID", { appId: params.appId ?? "" });
      return app;
    },
    run(call, operation, input) {
      const { appId } = management.app(call);
      // The key and the secret, which belong to no app, have been checked at the door.
      const as = { kind: "harness" } as const;
      const outcome = options.simulator.execute<typeof operation>({ appId, operation, as, input });
      if (!outcome.ok) throw outcome.error;
      options.onOutcome(outcome);
      return outcome.value;
    },
  };

  return {
    /** Whether a request is for this API: by its host, or under any host by its path. */
    isAskedBy({ host, path }: HttpRequest): boolean {
      return HOST.test(host) || PATH.test(path);
    },

    /** @throws ServiceError to refuse it */
    async reply(request: HttpRequest): Promise<Reply> {
      requireAccount(request.headers);
      const match = router.match(request.method, request.path);
      if (match instanceof ServiceError) throw match;
      const { fields } = request.method === "GET" ? NO_BODY : await readBody(request, undefined);
      const call = { params: match.params, query: readQuery(request.query, true), body: fields };
      const [route] = match.routes;
      const { data, meta } = (route as ManagementRoute).answer(management, call);
      return dataReply(data, meta);
    },
  };

  /** A wrong key or secret is like an unknown key (assumed). docs: articles/error-guide (AUTH_ERR_EMPTY_AUTH_HEADER) */
  function requireAccount(headers: HeaderFields): void {
    for (const [header, expected] of Object.entries({ key, secret })) {
      const given = headers.get(header);
      if (!given) throw serviceError("AUTH_ERR_EMPTY_AUTH_HEADER", { header });
      if (given !== expected) throw serviceError("AUTH_ERR_APIKEY_NOT_FOUND", { apiKey: masked(given) });
    }
  }
}
