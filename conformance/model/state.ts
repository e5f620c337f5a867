import type { GroupType, ReceiverType, Scope } from "../protocol/index.ts";
import type { ModelCall } from "./calls.ts";
import type { ExpectedEvent } from "./expectation.ts";
import type { Device, FaultName, Scenario, WorldUser } from "./scenario.ts";

// What is so in a case, as far as the rules speak of it.

export interface ModelUser extends WorldUser {
  readonly role: string;
}

export interface ModelGroup {
  readonly guid: string;
  name: string;
  type: GroupType;
  password: string | undefined;
  owner: string;
  readonly members: Map<string, Scope>;
  readonly banned: Set<string>;
}

export interface ModelMessage {
  /** Known once the client has been answered. */
  id: string | undefined;
  readonly sender: string;
  readonly receiverId: string;
  readonly receiverType: ReceiverType;
  readonly conversation: string;
  readonly category: "message" | "custom" | "interactive";
  readonly type: string;
  readonly sentAt: number;
  /** Seconds that its request has taken on its way at most. */
  readonly slack: number;
  text: string | undefined;
  /** Whatever else it says, as it must be seen. */
  readonly more: Readonly<Record<string, unknown>>;
  readonly parent: ModelMessage | undefined;
  readonly mentions: readonly string[];
  editedBy: string | undefined;
  deletedBy: string | undefined;
  /** By reaction: who. */
  readonly reactions: Map<string, Set<string>>;
  /** Of an interactive message: what reaches its goal, who may interact, and by user what they have. */
  readonly interactive?: Interactive | undefined;
  /** Whom it never reaches: who had blocked its sender then. */
  readonly hiddenFrom: ReadonlySet<string>;
  readonly deliveredTo: Set<string>;
  readonly readBy: Set<string>;
}

export interface Interactive {
  readonly goal: { readonly type: string; readonly elementIds: readonly string[] };
  readonly allowsSender: boolean;
  readonly interactions: Map<string, Set<string>>;
}

export interface ModelDevice extends Device {
  /** Who is logged in. */
  session: string | undefined;
  /** Whether the client and the service have a socket. */
  isConnected: boolean;
  isForeground: boolean;
  isOnline: boolean;
  /** Of manual mode, in the background: when the socket is given up, in seconds. */
  deadline: number | undefined;
  /** Whether the client must get a socket by itself. */
  isWanted: boolean;
  /** How many sessions it has had. */
  sessions: number;
  /** What the lists that it has begun were begun with. */
  readonly filters: Map<string, unknown>;
  /** Whether it has had a socket in this session, and lost it. */
  wasConnected: boolean;
  /** Whether it has closed its socket itself, and has had none since. */
  hasClosed: boolean;
  /** Whether a ping has kept its socket in the background. */
  hasPinged: boolean;
  /** Whether it was away when something was sent that is not kept. */
  hasMissed: boolean;
  /** Whether something that was pushed to it was lost. */
  hasLost: boolean;
  /** Whether its last call has met a fault. */
  hadError: boolean;
  /** Whether its next socket is not opened. */
  refusesSocket: boolean;
  /** A fault that its next request meets. */
  requestFault: FaultName | undefined;
  /** A fault that the next frame to it meets. */
  pushFault: FaultName | undefined;
  /** What it must be told once the message that was held back has come. */
  overtaken: ExpectedEvent | undefined;
  /** Whether it has lost its socket, and no time has passed since. */
  isFreshlyCut: boolean;
  /** Whether the service still knows its token. */
  isTokenGood: boolean;
}

/** Where a list of one device stands. */
export interface ModelList {
  readonly version: number;
  readonly given: Set<string>;
  /** Of messages: how far it has come. */
  at: number | undefined;
  /** How many messages there were when it came so far. */
  messages: number;
  /** Whether an empty page has come: whether a client asks once more, no rule says. */
  isOver: boolean;
}

export interface State {
  /** Unix seconds. */
  readonly now: () => number;
  /** Seconds that a time may be beside what is expected. */
  readonly tolerance: number;
  readonly authKey: string;
  readonly users: Map<string, ModelUser>;
  readonly groups: Map<string, ModelGroup>;
  /** `blocker>blocked` */
  readonly blocks: Set<string>;
  /** Blocks that were there once, of the same form. */
  readonly unblocked: Set<string>;
  readonly friends: Set<string>;
  readonly devices: Map<string, ModelDevice>;
  /** What was sent, oldest first. */
  readonly messages: ModelMessage[];
  /** Calls, oldest first. */
  readonly calls: ModelCall[];
  readonly lists: Map<string, ModelList>;
  /** Conversations that a user has deleted: messages before so many are gone for it. */
  readonly forgotten: Map<string, number>;
  readonly tags: Map<string, readonly string[]>;
  /** Tokens that a server has made, by whose they are. */
  readonly tokens: Map<string, string>;
  /** By user and conversation: the last message that was read. */
  readonly lastRead: Map<string, number>;
  /** By device and receiver: where somebody has begun to type. */
  readonly typing: Set<string>;
  /** Conversations with transient messages. */
  readonly transients: Set<string>;
  /** Users who may be told to have gone, once it is sure that they have. */
  readonly leaving: Set<string>;
  /** Counts what lists may show: a list that was begun before a change is not held to anything. */
  version: number;
}

interface StateOptions {
  readonly now: () => number;
  readonly tolerance: number;
  readonly authKey: string;
}

/** What is so at the start of a case. */
export function stateOf({ world, devices }: Scenario, options: StateOptions): State {
  return {
    ...options,
    users: new Map(world.users.map((user) => [user.uid, { role: "default", ...user }])),
    groups: new Map(
      world.groups.map(({ guid, name, type, password, owner, members, banned }) => [
        guid,
        {
          guid,
          name,
          type,
          password,
          owner,
          members: new Map<string, Scope>([[owner, "admin"], ...Object.entries(members)]),
          banned: new Set(banned),
        },
      ]),
    ),
    blocks: new Set(world.blocks.map(([by, uid]) => `${by}>${uid}`)),
    unblocked: new Set(),
    friends: new Set((world.friends ?? []).flatMap(([one, other]) => [`${one}>${other}`, `${other}>${one}`])),
    devices: new Map(
      devices.map((device) => [
        device.id,
        {
          ...device,
          session: undefined,
          isConnected: false,
          isForeground: true,
          isOnline: true,
          deadline: undefined,
          isWanted: false,
          sessions: 0,
          filters: new Map(),
          wasConnected: false,
          hasClosed: false,
          hasPinged: false,
          hasMissed: false,
          hasLost: false,
          hadError: false,
          refusesSocket: false,
          requestFault: undefined,
          pushFault: undefined,
          overtaken: undefined,
          isFreshlyCut: false,
          isTokenGood: true,
        },
      ]),
    ),
    messages: [],
    calls: [],
    lists: new Map(),
    forgotten: new Map(),
    tags: new Map(),
    tokens: new Map(),
    lastRead: new Map(),
    typing: new Set(),
    transients: new Set(),
    leaving: new Set(),
    version: 0,
  };
}

export function conversationOf(one: string, other: string, type: ReceiverType): string {
  return type === "group" ? `group_${other}` : [one, other].sort().join("_user_");
}

export function hasBlocked(state: State, by: string, uid: string): boolean {
  return state.blocks.has(`${by}>${uid}`);
}

/** Who is in a message's conversation now. */
export function partiesOf(state: State, message: ModelMessage): readonly string[] {
  return message.receiverType === "group"
    ? [...(state.groups.get(message.receiverId)?.members.keys() ?? [])]
    : [message.sender, message.receiverId];
}

/** The devices of these users that hear of things, but for the one that has done it. */
export function devicesOf(
  state: State,
  uids: readonly string[],
  except?: ModelDevice,
): readonly ModelDevice[] {
  return [...state.devices.values()].filter(
    (device) =>
      device !== except &&
      device.isConnected &&
      device.session !== undefined &&
      uids.includes(device.session),
  );
}

/** The messages of a conversation that a user sees, oldest first. */
export function historyOf(state: State, uid: string, conversation: string): readonly ModelMessage[] {
  const from = state.forgotten.get(`${uid} ${conversation}`) ?? 0;
  return state.messages.filter(
    (message, index) =>
      index >= from && message.conversation === conversation && !message.hiddenFrom.has(uid),
  );
}

/** Messages of others that a user has not read. */
export function unreadOf(state: State, uid: string, conversation: string): readonly ModelMessage[] {
  const lastRead = state.lastRead.get(`${uid} ${conversation}`) ?? -1;
  return historyOf(state, uid, conversation).filter(
    (message) => message.sender !== uid && state.messages.indexOf(message) > lastRead,
  );
}

/** Whether either of two has blocked the other. */
export const isAnyBlocked = (state: State, one: string, other: string) =>
  hasBlocked(state, one, other) || hasBlocked(state, other, one);
