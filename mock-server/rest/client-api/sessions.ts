import * as z from "zod";
import { invariant } from "../../simulator/invariant.ts";
import type { Session } from "../../simulator/operations/sessions.ts";
import type { User } from "../../simulator/records.ts";
import { printSession, sessionShape } from "../../wire/session.ts";
import { printSettings, settingsShape } from "../../wire/settings.ts";
import { shape } from "../../wire/shape.ts";
import type { Viewpoint } from "../../wire/viewpoint.ts";
import { done, doneShape } from "../bulk.ts";
import type { Call } from "../call.ts";
import { route } from "../route.ts";

/** What the SDK says of a device when it logs in or registers for push, and never with a profile. */
const DEVICE_FIELDS = ["deviceId", "platform", "appInfo"] as const;

/** As it came: it is the client's own. */
const userSessionShape = shape("UserSession", () => z.strictObject({ sessionId: z.unknown().optional() }));

/** A client's own session. seen from the official SDK 4.2.0 */
export const sessionRoutes = [
  route({
    method: "PUT",
    path: "/me",
    body: "profile",
    when: isProfile,
    operation: "updateMe",
    input: ({ body }) => body,
    answers: sessionShape,
    // The SDK stores this as the whole session, and forgets its token when there is none in it.
    print: (user, view, { host, authToken }) => printUpdated(view, user, authToken, host),
  }),
  route({
    method: "PUT",
    path: "/me",
    operation: "openSession",
    input: ({ body: { platform, deviceId, appInfo } }) => ({ platform, deviceId, appInfo }),
    answers: sessionShape,
    print: printOpened,
  }),
  route({ method: "GET", path: "/me", operation: "getSession", answers: sessionShape, print: printOpened }),
  route({
    method: "DELETE",
    path: "/me",
    operation: "closeSession",
    answers: doneShape,
    print: () => done("The user has been logged out successfully."),
  }),
  route({
    method: "GET",
    path: "/settings",
    operation: "getSession",
    answers: settingsShape,
    print: (_session, { app }, { host }) => printSettings(app, host),
  }),
  route({
    method: "POST",
    path: "/user_sessions",
    operation: "getSession",
    answers: userSessionShape,
    // Telemetry: the SDK repeats it at every login until its id comes back.
    print: (_session, _view, { body }) => ({ sessionId: body.sessionId }),
  }),
];

function isProfile({ body }: Call): boolean {
  return Object.keys(body).length > 0 && !DEVICE_FIELDS.some((field) => field in body);
}

function printOpened({ user, token }: Session, view: Viewpoint, { host }: Call) {
  return printSession(view, user, token, host);
}

function printUpdated(view: Viewpoint, user: User, authToken: string | undefined, host: string) {
  const token = view.app.state.authTokens.get(authToken ?? "");
  invariant(token, "a profile was updated without a session");
  return printSession(view, user, token, host);
}
