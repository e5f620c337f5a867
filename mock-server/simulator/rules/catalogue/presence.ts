import type { PresenceSubscription } from "../../records.ts";
import { LIMITS } from "../limits.ts";
import { accepted, type Rule, type Seen } from "./rule.ts";
import { lengthOf, told } from "./signs.ts";

const PRESENCE = "docs: sdk user-presence";

/** Whether a socket that asked for this presence hears of a change. */
function isHeardBy(seen: Seen, kind: PresenceSubscription["kind"]): boolean {
  return told(
    seen,
    "presence",
    ({ audience }) =>
      "connections" in audience &&
      audience.connections.some((id) => seen.state.connections.get(id)?.subscription.kind === kind),
  );
}

function isPresence(action: "online" | "offline"): (seen: Seen) => boolean {
  return (seen) => told(seen, "presence", (event) => event.action === action);
}

/** Whether the user has another socket beside the one that the event is about. */
function isAnotherDevice(seen: Seen): boolean {
  return told(seen, "connection", ({ userPresenceChanged }) => !userPresenceChanged);
}

export const presenceRules: readonly Rule[] = [
  accepted("connect", {
    id: "PRS-ONLINE-01",
    text: "A user is online from the first socket on.",
    source: "docs: webhooks overview",
    when: isPresence("online"),
  }),
  accepted("connect", {
    id: "PRS-ONLINE-02",
    text: "A further socket of a user who is online is no news.",
    source: "docs: webhooks overview",
    when: isAnotherDevice,
  }),
  accepted("disconnect", {
    id: "PRS-OFFLINE-01",
    text: "A user is offline once the last socket has closed, and that is when the user was last active.",
    source: "docs: webhooks overview",
    when: isPresence("offline"),
  }),
  accepted("disconnect", {
    id: "PRS-OFFLINE-02",
    text: "A user stays online while another socket is open.",
    source: "docs: webhooks overview",
    when: isAnotherDevice,
  }),
  accepted("closeSession", {
    id: "PRS-OFFLINE-03",
    text: "A logout from the last device is told at once.",
    source: "assumed",
    when: isPresence("offline"),
  }),
  accepted(["connect", "disconnect", "closeSession"], {
    id: "PRS-HEAR-01",
    text: "Who asks for the presence of all users hears of everybody.",
    source: PRESENCE,
    when: (seen) => isHeardBy(seen, "all"),
  }),
  accepted(["connect", "disconnect", "closeSession"], {
    id: "PRS-HEAR-02",
    text: "Who asks for the presence of friends hears of friends.",
    source: PRESENCE,
    when: (seen) => isHeardBy(seen, "friends"),
  }),
  accepted(["connect", "disconnect", "closeSession"], {
    id: "PRS-HEAR-03",
    text: "Who asks for the presence of roles hears of the users who have one of them.",
    source: PRESENCE,
    when: (seen) => isHeardBy(seen, "roles"),
  }),
  accepted("connect", {
    id: "PRS-HEAR-04",
    text: "Who asks for nobody's presence hears of nobody.",
    source: PRESENCE,
    when: ({ value }) => value.subscription.kind === "none",
  }),
  accepted("connect", {
    id: "PRS-HEAR-05",
    text: "While more than 1,000 users are online, nobody hears who else comes or goes.",
    source: "docs: articles/properties-and-constraints",
    when: (seen) =>
      !told(seen, "presence") && seen.state.connections.partitionCount("byUser") > LIMITS.presenceOnlineUsers,
  }),
  accepted("onlineCounts", {
    id: "PRS-COUNT-01",
    text: "A user asks how many users are online.",
    source: "docs: sdk retrieve-users",
    when: (seen) => lengthOf(seen, "groups") === 0,
  }),
  accepted("onlineCounts", {
    id: "PRS-COUNT-02",
    text: "A user asks how many members of groups are online.",
    source: "docs: sdk retrieve-groups",
    when: (seen) => lengthOf(seen, "groups") > 0,
  }),
];
