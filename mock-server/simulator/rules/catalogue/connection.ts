import { accepted, closed, framed, type Rule, refused } from "./rule.ts";
import { told } from "./signs.ts";

export const connectionRules: readonly Rule[] = [
  accepted("connect", {
    id: "CON-AUTH-01",
    text: "A socket authenticates with the jwt of a session, and hears what its user must hear.",
    source: "seen from the official SDK 4.2.0",
  }),
  refused("connect", "AUTH_ERR_AUTH_TOKEN_NOT_FOUND", {
    id: "CON-AUTH-02",
    text: "A socket with a jwt that is not valid, or no longer, is refused and closed.",
    source: "seen from the official SDK 4.2.0",
  }),
  closed("Not authenticated in time", {
    id: "CON-AUTH-03",
    text: "A socket that does not authenticate is closed after 10 seconds.",
    source: "assumed",
  }),
  accepted("connect", {
    id: "CON-AGAIN-01",
    text: "A session that connects again takes the place of its older socket.",
    source: "assumed",
    when: (seen) => told(seen, "sessionEnded", ({ reason }) => reason === "replaced"),
  }),
  framed("out", (text) => text === '{"action":"pong"}', {
    id: "CON-PING-01",
    text: "A ping is answered with a pong.",
    source: "seen from the official SDK 4.2.0",
  }),
  closed("ping timeout", {
    id: "CON-PING-02",
    text: "A socket in the background is closed 30 seconds after its last ping.",
    source: "docs: sdk connection-behaviour",
  }),
  framed("out", (text) => text.startsWith('{"type":"error"') && text.includes("ERR_BAD_REQUEST"), {
    id: "CON-FRAME-01",
    text: "What is no frame of the protocol is answered with an error, and the socket stays open.",
    source: "assumed",
  }),
];
