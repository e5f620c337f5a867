import type { HeaderFields } from "../../http/request.ts";
import type { Around } from "../../rest/around.ts";
import type { Reply } from "../../rest/replies.ts";
import type { App } from "../../simulator/index.ts";
import { meetFaults, type RequestFaults } from "../faults/index.ts";
import { noteRequest } from "../log/recording.ts";
import type { OwnAppControl } from "./app-control.ts";

/** What is done with requests of apps in hand. */
interface RequestWatch {
  readonly watchOf: (appId: string) => OwnAppControl | undefined;
  /** Revokes a session, for a fault that a request has met. */
  readonly revoke: (app: App, authToken: string, cause: number) => void;
  readonly rest: RequestFaults["rest"];
}

/** Notes requests to apps and what they reach, and lets the faults of these strike. */
export function aroundRequests({ watchOf, revoke, rest }: RequestWatch): Around {
  return (opened, proceed) => {
    const watch = watchOf(opened.app.appId);
    if (!watch) return proceed();
    const { tenant, log, faults, reached } = watch;
    const entry = noteRequest(log, opened);
    const answered = (reply: Reply) => {
      reached.answered(reply.code);
      return entry.answered(reply);
    };
    const reply = faults.isIdle
      ? proceed(entry.n)
      : meetFaults(faultsOf(tenant, faults), opened, entry, proceed);
    return reply instanceof Promise ? reply.then(answered) : answered(reply);
  };

  function faultsOf(tenant: App, faults: RequestFaults["faults"]): RequestFaults {
    return {
      faults,
      sessionOf: (headers) => sessionOf(tenant, headers),
      revoke: (authToken, cause) => revoke(tenant, authToken, cause),
      rest,
    };
  }
}

/** The session that a request is made in, while it is valid. */
function sessionOf({ state }: App, headers: HeaderFields): string | undefined {
  const named = headers.get("authtoken");
  if (named) return state.authTokens.get(named)?.authToken;
  const jwt = headers.get("authorization")?.replace(/^Bearer /i, "");
  return jwt ? state.authTokens.list("byJwt", jwt)[0]?.authToken : undefined;
}
