import { type OperationName, operations } from "../../simulator/operations/index.ts";
import { REST_API_KEY } from "../../simulator/testing/world.ts";
import type { Side } from "../call.ts";
import type { JsonSchema } from "../openapi/openapi-types.ts";
import type { AnyRoute } from "../route.ts";
import type { SampleWorld } from "./sample-world.ts";

type Fields = Readonly<Record<string, unknown>>;
type Ids = SampleWorld["ids"];

/** A route, and what its body is. */
export interface SampledRoute {
  readonly route: AnyRoute;
  readonly side: Side;
  readonly body: JsonSchema | undefined;
}

/** A request that is in order in a sample world, as alice or as the app's server. */
export interface SampleRequest {
  readonly params: Readonly<Record<string, string>>;
  /** By which a route is told from others at its place. */
  readonly query: Readonly<Record<string, string>>;
  readonly body: Fields | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** What an operation needs that differs from what its fields are mostly. */
interface Sample {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Fields;
  /** Fields of the body or the query, on their own. */
  readonly fields?: Fields;
  /** Whether the app's server asks for alice, where it could for itself. */
  readonly asUser?: boolean;
  /** What must have happened before. */
  readonly prepare?: (world: SampleWorld) => void;
}

const TEXT = {
  receiver: "bob",
  receiverType: "user",
  category: "message",
  type: "text",
  data: { text: "hi" },
};
const ROOM = { params: { guid: "room" } };
const DAVE = { params: { uid: "dave" } };

function samplesOf(ids: Ids): Partial<Record<OperationName, Sample>> {
  const card: Sample = { params: { id: ids.card ?? "" } };
  const feedItem: Sample = { params: { id: ids.feedItem ?? "" } };
  const reason: Sample = {
    params: { id: "rude" },
    prepare: ({ server }) => void server.run("createFlagReason", { id: "rude", name: "Rude" }),
  };
  const flag = (world: SampleWorld) => {
    reason.prepare?.(world);
    world.as("bob").run("flagMessage", { id: ids.message, reasonId: "rude" });
  };
  const keywords: Sample = {
    params: { id: "swearing" },
    prepare: ({ server }) =>
      void server.run("createKeywordList", {
        id: "swearing",
        name: "Swearing",
        category: "word",
        searchTerms: ["darn"],
      }),
  };
  const rule: Sample = {
    params: { id: "no-swearing" },
    prepare: ({ server }) =>
      void server.run("createModerationRule", {
        id: "no-swearing",
        name: "No swearing",
        action: ["blockMessage"],
        conditions: [{ value: ["darn"] }],
      }),
  };
  return {
    addFriends: { body: { accepted: ["carol"] } },
    addMembers: { body: { participants: ["erin"], uids: ["erin"] } },
    allowFeatures: { body: { allowAll: true } },
    changeCallType: {
      body: { type: "video" },
      prepare: (world) =>
        void world.as("alice").run("updateCall", { sessionId: ids.sessionId ?? "", status: "ongoing" }),
    },
    changeScope: { body: { scope: "participant" } },
    createRole: { body: { role: "guest" } },
    askBot: { query: { question: "how are you?" } },
    deleteFlagReason: reason,
    deleteKeywordList: keywords,
    deleteModerationRule: rule,
    flagMessage: { ...reason, params: {}, body: { reasonId: "rude" }, fields: { id: "rude" } },
    getFeedItem: feedItem,
    getFlagReason: reason,
    getKeywordList: keywords,
    getModerationRule: rule,
    initiateCall: { body: { receiver: "carol", receiverType: "user", type: "audio", data: {} } },
    joinGroup: { params: { guid: "club" } },
    leaveGroup: ROOM,
    listAppPins: { params: { conversationId: "pinned" } },
    listFeed: { fields: { dateFrom: "2023-11-14T22:13:20.000Z", dateTo: "2023-11-14T22:13:20.000Z" } },
    listFeedCategories: { fields: { cursor: '{"id":"general"}' } },
    listPinnedMessages: { query: { pinned: "true" } },
    listRuleRevisions: rule,
    listSavedMessages: { query: { saved: "true" } },
    markFeedItem: feedItem,
    markInteracted: { ...card, body: { interactions: ["button"] } },
    markPushNotification: feedItem,
    muteConversations: { body: { conversations: [{ id: "bob", type: "oneOnOne", until: 4e12 }] } },
    openSession: { body: { platform: "web" } },
    reactivateUsers: { body: { uidsToActivate: ["carol"] } },
    registerPushToken: { body: { platform: "web", fcmToken: "a-token" } },
    removeFriends: { params: { uid: "alice" }, body: { friends: ["bob"] } },
    replaceAppPins: { body: { pinnedConversations: [{ guid: "team" }] } },
    reportFeedEngagement: { ...feedItem, body: { topic: "opened" } },
    requestUploads: {
      body: { files: { a: { name: "a.png", size: 3 } }, receiver: "bob", receiverType: "user" },
    },
    restrictFeatures: { body: { featuresToRestrict: ["u.sendMessage"] } },
    reviewMessage: { body: { status: "approved" }, prepare: flag },
    sendBotMessage: { params: { uid: "helper" }, body: { ...TEXT, quotedMessageId: ids.byBot } },
    sendMessage: { body: TEXT, asUser: true },
    sendToMany: {
      body: { ...TEXT, multipleReceivers: { uids: ["bob"] }, receiver: undefined, receiverType: undefined },
    },
    unbanUser: DAVE,
    unreadCounts: { query: { count: "true" } },
    unsetScopePermission: { params: { permission: "sendMessage" } },
    updateFlagReason: reason,
    updateKeywordList: keywords,
    updateModerationRule: rule,
    updateCall: { body: { status: "ongoing" } },
    updateMe: { body: { name: "Alicia" } },
  };
}

/** Whether a request of this operation needs a world that is prepared for it. */
export function isPrepared(operation: OperationName): boolean {
  return samplesOf({})[operation]?.prepare !== undefined;
}

/** What the parameters of paths are, by their names. */
function paramsOf(ids: Ids): Readonly<Record<string, string>> {
  return {
    ...ids,
    uid: "bob",
    guid: "team",
    id: ids.message ?? "",
    reaction: "👍",
    role: "manager",
    conversationId: "alice_user_bob",
    permission: "createGroup",
    scope: "participant",
    bot: "helper",
  };
}

/** What the fields of bodies and queries are, by their names. */
function fieldsOf(ids: Ids, isInGroup: boolean): Fields {
  return {
    ...TEXT,
    uid: "newbie",
    guid: "newgroup",
    role: "default",
    owner: "bob",
    avatar: "https://example.com/a.png",
    link: "https://example.com",
    icon: "https://example.com/i.png",
    metadata: { note: 1 },
    quotedMessageId: Number(ids.message),
    messageId: Number(isInGroup ? ids.groupMessage : ids.message),
    parentMessageId: Number(ids.message),
    timezone: "Europe/London",
    bot: "helper",
  };
}

/** What one route is asked with, in a world made for it. */
export function sampleRequest({ route, side, body }: SampledRoute, world: SampleWorld): SampleRequest {
  const own: Sample = samplesOf(world.ids)[route.operation] ?? {};
  own.prepare?.(world);
  const known = { ...paramsOf(world.ids), ...own.params };
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
  const required = (body?.required ?? []).map((name) => [
    name,
    sampleField({ route, side, body }, name, world),
  ]);
  const needsUser = own.asUser || operations[route.operation].access === "user";
  return {
    params: Object.fromEntries(names.map((name) => [name, known[name] ?? ""])),
    query: own.query ?? {},
    body: body && { ...Object.fromEntries(required), ...own.body },
    headers: headersOf(route, side, world, needsUser),
  };
}

function headersOf({ credentials }: AnyRoute, side: Side, { app, secrets }: SampleWorld, needsUser: boolean) {
  const appid = app.appId;
  const session = { appid, authorization: `Bearer ${secrets.jwt}` };
  if (credentials === "jwt") return session;
  if (side === "client") return { ...session, authtoken: secrets.tokens.alice ?? "" };
  return { appid, apikey: REST_API_KEY, ...(needsUser && { onbehalfof: "alice" }) };
}

/** What one field of a route's body may be. */
export function sampleField({ route, body }: SampledRoute, name: string, { ids }: SampleWorld): unknown {
  const { body: ownBody, fields } = samplesOf(ids)[route.operation] ?? {};
  const known = fieldsOf(ids, route.path.includes(":guid"))[name];
  const schema = body?.properties?.[name] ?? {};
  return (
    fields?.[name] ??
    ownBody?.[name] ??
    (known !== undefined && fits(schema, known) ? known : anySample(schema))
  );
}

/** What one parameter of a route's query may be. */
export function sampleText({ route }: SampledRoute, name: string, schema: JsonSchema): string {
  return String(samplesOf({})[route.operation]?.fields?.[name] ?? anySample(schema));
}

function fits({ type, enum: choices }: JsonSchema, value: unknown): boolean {
  if (choices) return choices.includes(value);
  const own = Array.isArray(value) ? "array" : typeof value;
  return type === undefined || type === own || (type === "integer" && own === "number");
}

/** A value that a schema allows. */
function anySample(schema: JsonSchema): unknown {
  const { type, properties = {}, required = [] } = schema;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [choice] = schema.anyOf ?? [];
  if (choice) return anySample(choice);
  switch (type) {
    case "integer":
    case "number":
      return Math.max(1, schema.minimum ?? 1);
    case "boolean":
      return true;
    case "array":
      return [anySample(schema.items ?? {})];
    case "object":
      return Object.fromEntries(required.map((name) => [name, anySample(properties[name] ?? {})]));
    case "string":
      return schema.format === "uri" ? "https://example.com" : "bob";
    default:
      return {};
  }
}
