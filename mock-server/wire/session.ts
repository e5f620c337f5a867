import type { AuthToken, User } from "../simulator/records.ts";
import type { Printed } from "./json-text.ts";
import { printSettings, settingsShape } from "./settings.ts";
import { type Of, shape } from "./shape.ts";
import { printUser, userShape } from "./user.ts";
import type { Viewpoint } from "./viewpoint.ts";
import { filled } from "./words.ts";

export const sessionShape = shape("Session", () =>
  userShape.schema.extend({ authToken: filled, jwt: filled, settings: settingsShape.schema }),
);

/**
 * A client's session. The SDK stores this answer as a whole, so it always carries the token and the jwt; a token other
 * than the one of the request makes it log in twice. seen from the official SDK 4.2.0
 *
 * @param host how the request named this server, with the port if it did
 */
export function printSession(
  view: Viewpoint,
  user: User,
  token: AuthToken,
  host: string,
): Printed<Of<typeof sessionShape>> {
  const { authToken, jwt } = token;
  return printUser(view, user).with({ authToken, jwt, settings: printSettings(view.app, host) });
}
