import type { HeaderFields } from "../http/request.ts";
import type { Credentials } from "../simulator/actor.ts";
import type { App } from "../simulator/app.ts";
import { type ServiceError, serviceError } from "../simulator/errors.ts";
import { type Viewpoint, viewpoint } from "../wire/viewpoint.ts";
import type { Side } from "./call.ts";
import type { AnyRoute } from "./route.ts";

/** How a request says by whom it is made, or its refusal with `AUTH_ERR_EMPTY_*` when it does not. */
export function credentialsOf(
  headers: HeaderFields,
  side: Side,
  route: AnyRoute | undefined,
): Credentials | ServiceError {
  if (route?.credentials === "jwt") {
    return { kind: "jwt", jwt: headers.get("authorization")?.replace(/^Bearer /i, "") };
  }
  if (side === "client") {
    const authToken = headers.get("authtoken");
    if (!authToken) return serviceError("AUTH_ERR_EMPTY_AUTH_TOKEN");
    return { kind: "authToken", authToken };
  }
  const apiKey = headers.get("apikey");
  if (!apiKey) return serviceError("AUTH_ERR_EMPTY_APIKEY");
  return { kind: "apiKey", apiKey, onBehalfOf: headers.get("onbehalfof") || undefined };
}

/** Who the credentials say asks: a UID in lower case, or `undefined` for the app itself and for nobody of the app's. */
export function askerOf({ state }: App, credentials: Credentials): string | undefined {
  switch (credentials.kind) {
    case "authToken":
      return state.authTokens.get(credentials.authToken ?? "")?.uid.toLowerCase();
    case "jwt":
      return state.authTokens.list("byJwt", credentials.jwt ?? "")[0]?.uid.toLowerCase();
    case "apiKey":
      return credentials.onBehalfOf?.toLowerCase();
    default:
      return undefined;
  }
}

/** From where the answer is looked at. Credentials that turn out to be none of the app's are nobody's. */
export function viewpointOf(app: App, credentials: Credentials): Viewpoint {
  const { authTokens, apiKeys } = app.state;
  switch (credentials.kind) {
    case "authToken":
      return viewpoint(app, authTokens.get(credentials.authToken ?? "")?.uid);
    case "apiKey": {
      // Clients hold the Auth Key too, and see no more by it.
      const isServer = apiKeys.get(credentials.apiKey ?? "")?.scope === "fullAccess";
      return viewpoint(app, credentials.onBehalfOf?.toLowerCase(), isServer);
    }
    default:
      return viewpoint(app, undefined);
  }
}
