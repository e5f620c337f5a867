import type { OperationName } from "../../simulator/operations/index.ts";
import type { Simulator } from "../../simulator/simulator.ts";
import { type ApiWorld, createApiWorld } from "./api-world.ts";

/** By what one may say who asks. */
export interface Secrets {
  /** Auth tokens of users by UID. */
  readonly tokens: Readonly<Record<string, string>>;
  /** The jwt of alice's session. */
  readonly jwt: string;
  /** A token of alice's that was good until it was revoked. */
  readonly revokedToken: string;
  /** A `fullAccess` key that was good until it was deleted. */
  readonly deletedKey: string;
  /** A token, a jwt and a key that are good in another app. */
  readonly elsewhere: { readonly authToken: string; readonly jwt: string; readonly apiKey: string };
}

/** An API world with a little of everything in it. */
export interface SampleWorld extends ApiWorld {
  /** Ids that the service makes up. */
  readonly ids: Readonly<Record<string, string>>;
  readonly secrets: Secrets;
}

const UIDS = ["alice", "bob", "carol", "dave", "erin"] as const;

/**
 * A small app in which every operation finds something to work on. Alice owns the group `team` and is a participant of
 * bob's `room`; dave is banned from `team`; erin is in nothing.
 */
export function createSampleWorld(): SampleWorld {
  const world = createApiWorld();
  const { server } = world;
  world.addUsers(...UIDS);
  server.run("createRole", { role: "manager", name: "Manager" });
  server.run("createBot", { uid: "helper", name: "Helper" });
  server.run("createGroup", {
    guid: "team",
    name: "Team",
    owner: "alice",
    members: { moderators: ["bob"], participants: ["carol"], usersToBan: ["dave"] },
  });
  server.run("createGroup", {
    guid: "room",
    name: "Room",
    owner: "bob",
    members: { participants: ["alice"] },
  });
  server.run("createGroup", { guid: "club", name: "Club", owner: "bob" });
  server.run("addFriends", { uid: "alice", accepted: ["bob"] });
  const { id } = world.say("alice", { uid: "bob" });
  world.say("bob", { uid: "alice" });
  world.say("bob", { uid: "alice" }, id);
  const inGroup = world.say("bob", { guid: "team" });
  world.as("bob").run("addReaction", { id, reaction: "👍" });
  const card = world.as("bob").run("sendMessage", {
    category: "interactive",
    type: "card",
    receiver: "alice",
    receiverType: "user",
    data: { interactiveData: { text: "a card" } },
  });
  const byBot = server.run("sendBotMessage", {
    uid: "helper",
    receiver: "bob",
    receiverType: "user",
    category: "message",
    type: "text",
    data: { text: "hello" },
  });
  world.as("bob").run("initiateCall", { receiver: "alice", receiverType: "user", type: "audio" });
  server.run("publishFeedItem", { receivers: ["alice"] });
  const spareToken = server.run("createAuthToken", { uid: "bob" });
  const spareKey = server.run("createApiKey", { name: "Spare" });
  const { calls, feedItems } = world.app.state;
  const [call] = calls.values();
  const [feedItem] = feedItems.values();
  return {
    ...world,
    ids: {
      message: String(id),
      groupMessage: String(inGroup.id),
      card: String(card.id),
      byBot: String(byBot.id),
      authToken: spareToken.authToken,
      apiKey: spareKey.apiKey,
      sessionId: call?.sessionId ?? "",
      feedItem: feedItem?.id ?? "",
    },
    secrets: secretsOf(world),
  };
}

function secretsOf({ server, simulator }: ApiWorld): Secrets {
  const tokens = UIDS.map((uid) => server.run("createAuthToken", { uid }));
  const { authToken: revokedToken } = server.run("createAuthToken", { uid: "alice" });
  server.run("deleteAuthToken", { uid: "alice", authToken: revokedToken });
  const { apiKey: deletedKey } = server.run("createApiKey", { name: "Deleted", scope: "fullAccess" });
  server.run("deleteApiKey", { apiKey: deletedKey });
  return {
    tokens: Object.fromEntries(tokens.map(({ uid, authToken }) => [uid, authToken])),
    jwt: tokens[0]?.jwt ?? "",
    revokedToken,
    deletedKey,
    elsewhere: secretsElsewhere(simulator),
  };
}

/** Another app, whose users have the same UIDs. */
function secretsElsewhere(simulator: Simulator): Secrets["elsewhere"] {
  const keys = { authKey: "other-auth-key", restApiKey: "other-rest-api-key" };
  const { appId } = simulator.addApp({ appId: "other-app", region: "us", ...keys });
  const as = { kind: "apiKey", apiKey: keys.restApiKey } as const;
  const run = <N extends OperationName>(operation: N, input: unknown) => {
    const outcome = simulator.execute<N>({ appId, operation, as, input });
    if (!outcome.ok) throw outcome.error;
    return outcome.value;
  };
  run("createUser", { uid: "alice", name: "Alice" });
  const { authToken, jwt } = run("createAuthToken", { uid: "alice" });
  return { authToken, jwt, apiKey: keys.restApiKey };
}
