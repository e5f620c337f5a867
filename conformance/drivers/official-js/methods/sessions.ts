import { told } from "../forms/errors.ts";
import { toUser } from "../forms/users.ts";
import type { Context, Methods } from "./context.ts";

/** Logging in and out, and the socket as the app steers it. The SDK has no `ping`. */
export function sessionMethods({ sdk }: Context): Methods {
  return {
    async login(params) {
      const args = "uid" in params ? [params.uid, params.authKey] : [params.authToken];
      return toUser(await told(() => sdk.login(...args)));
    },
    async logout() {
      await told(() => sdk.logout());
      return null;
    },
    async getLoggedInUser() {
      const user = await told(() => sdk.getLoggedinUser());
      return user ? toUser(user) : null;
    },
    async connect() {
      await told(() => sdk.connect());
      return null;
    },
    async disconnect() {
      await told(() => sdk.disconnect());
      return null;
    },
    getConnectionStatus: () => told(() => sdk.getConnectionStatus()),
  };
}
