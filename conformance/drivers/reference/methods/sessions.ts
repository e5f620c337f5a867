import type { User } from "../../../protocol/index.ts";
import { toUser } from "../entities.ts";
import { CallFailure } from "../rest.ts";
import { object, text } from "../wire.ts";
import type { Context, Methods } from "./context.ts";

/** Logging in and out, and the socket as the app steers it. */
export function sessionMethods(context: Context): Methods {
  const { ask, behaviour, connection, options, session, setSession, tell } = context;
  let isLoggingIn = false;
  const device = {
    platform: "WEB",
    deviceId: options.deviceId,
    appInfo: { version: "1.0.0", apiVersion: "v3.0", userAgent: "reference" },
  };

  async function openSession(authToken: string): Promise<User> {
    const { data } = await ask({ verb: "PUT", path: ["me"], body: device, headers: { authToken } });
    const opened = object(data);
    const user: User = { ...toUser(opened), status: "online" };
    setSession({
      user,
      authToken: text(opened.authToken) ?? authToken,
      jwt: text(opened.jwt),
      settings: object(opened.settings),
    });
    return user;
  }

  function forget(): void {
    setSession(undefined);
    connection.loggedOut();
    tell({ listener: "login", name: "logoutSuccess", payload: {} });
  }

  return {
    async login(params) {
      const now = session();
      if (
        now &&
        ("uid" in params ? params.uid.toLowerCase() === now.user.uid : params.authToken === now.authToken)
      ) {
        return now.user;
      }
      if (isLoggingIn && behaviour.oneLoginAtATime)
        throw new CallFailure({ code: "LOGIN_IN_PROGRESS", message: "Wait for the login before." });
      isLoggingIn = true;
      try {
        if (now) {
          setSession(undefined);
          connection.loggedOut();
        }
        const authToken = "uid" in params ? await createToken(params.uid, params.authKey) : params.authToken;
        const user = await openSession(authToken);
        tell({ listener: "login", name: "loginSuccess", payload: { user } });
        connection.loggedIn();
        return user;
      } finally {
        isLoggingIn = false;
      }
    },
    async logout() {
      if (!session()) return null;
      try {
        await ask({ verb: "DELETE", path: ["me"] });
      } catch (error) {
        if (!behaviour.forgetsOnLogout) throw error;
      }
      if (session()) forget();
      return null;
    },
    async getLoggedInUser() {
      return session()?.user ?? null;
    },
    async getConnectionStatus() {
      return connection.status();
    },
    async connect() {
      connection.connect();
      return null;
    },
    async disconnect() {
      connection.disconnect();
      return null;
    },
    async ping() {
      connection.ping();
      return null;
    },
  };

  async function createToken(uid: string, apiKey: string): Promise<string> {
    const { data } = await ask({
      api: "admin",
      verb: "POST",
      path: ["users", uid, "auth_tokens"],
      body: device,
      headers: { apiKey },
    });
    return text(object(data).authToken) ?? "";
  }
}
