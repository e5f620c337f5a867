import type { Call, ClientError, MethodName } from "../../protocol/index.ts";
import type { ClientEvent } from "./frames.ts";
import type { Json } from "./wire.ts";

/** A request as the client is about to make it. */
export interface ClientRequest {
  /** What the app has asked for. */
  readonly asked: string;
  readonly api: "client" | "admin";
  readonly verb: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Segments of the path, not encoded. */
  readonly path: readonly string[];
  /** Lists are sent with commas between, flags as 1; what is undefined is left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A receipt as it is about to be sent. */
export interface OutgoingReceipt {
  readonly action: "delivered" | "read";
  readonly messageId: string;
  readonly senderId: string;
  readonly receiverId: string;
  readonly receiverType: string;
}

/**
 * Every decision of the client that could be wrong, as a function or a number of its own. A mutant is the client with one
 * of them exchanged, which is why they are all here and not where they are used.
 */
export interface Behaviour {
  /** A last look at a request before it leaves. */
  readonly request: (request: ClientRequest) => ClientRequest;
  /** A last look at what the app gets for a call. */
  readonly result: (method: MethodName, value: unknown, params: Json) => unknown;
  /** A last look at the error that the app gets. */
  readonly error: (error: ClientError) => ClientError;
  /** A last look at a frame before it leaves; `undefined` keeps it back. */
  readonly frame: (frame: Json) => Json | undefined;
  /** What the app hears of for a pushed frame. */
  readonly tell: (event: ClientEvent, frame: Json) => readonly ClientEvent[];

  /** Whether a frame is the echo of what this device has done itself. */
  readonly isOwnEcho: (frame: Json, deviceId: string) => boolean;
  /** Whether a message was told of before. */
  readonly isDuplicate: (seen: ReadonlySet<string>, id: string) => boolean;
  /** Whom the app is told to have done something. */
  readonly receiptReceiver: (receipt: OutgoingReceipt, myUid: string) => string;
  /** The message that a receipt is for. */
  readonly receiptMessage: (receipt: OutgoingReceipt) => string;

  /** Why a call is refused without asking the server; `undefined` when it is not. */
  readonly refusal: (method: MethodName, params: Json, isLoggedIn: boolean) => ClientError | undefined;
  /** Whether the client is logged out, and says so, after such an error of the service. */
  readonly endsSession: (code: string, isLoggedIn: boolean) => boolean;
  /** Whether a login is refused while another is under way. */
  readonly oneLoginAtATime: boolean;
  /** Whether a logout forgets the session though the service has refused it. */
  readonly forgetsOnLogout: boolean;
  /** The largest page, by the method. */
  readonly largestPage: (method: MethodName) => number;
  /** The page after one with so many rows. */
  readonly nextPage: (page: number, rows: number) => number;
  /** The id beyond which the next page begins. */
  readonly nextMessageId: (ids: readonly number[], direction: "previous" | "next") => number;

  /** Whether it was this user who has called. */
  readonly isCaller: (call: Call, myUid: string) => boolean;
  /** Whether the app is told that nobody has answered. */
  readonly tellsGivenUp: (isRefused: boolean) => boolean;
  /** Milliseconds for which a call rings before the client gives it up. */
  readonly ringsFor: number;
  /** Whether a call that comes to this status rings no longer. */
  readonly endsRinging: (status: string) => boolean;

  /** Whether a login opens a socket. */
  readonly connectsOnLogin: (autoConnect: boolean) => boolean;
  /** Whether the app is told that a socket is opened, by whether the client has closed the one before itself. */
  readonly tellsOfOpening: (hasClosed: boolean) => boolean;
  /** Whether the server has taken the socket. */
  readonly isAccepted: (reply: Json) => boolean;
  /** Milliseconds between the client's own pings. */
  readonly pingEvery: number;
  /** Milliseconds in which a pong must come. */
  readonly pongWithin: number;
  /** Milliseconds until a socket that is lost is opened again; `undefined` for never. */
  readonly reconnectAfter: (autoConnect: boolean) => number | undefined;
  /** Whether the socket is closed at once when the app goes to the background. */
  readonly closesInBackground: (autoConnect: boolean) => boolean;
  /** Milliseconds that a socket of manual mode outlives a ping in the background. */
  readonly backgroundPatience: number;
  /** Whether the app's ping sends a frame and renews the patience. */
  readonly pingRenews: boolean;
  /** Whether coming back to the foreground opens the socket. */
  readonly connectsInForeground: (autoConnect: boolean) => boolean;
  /** Whether an explicit disconnect ends the wish for a socket. */
  readonly disconnectIsFinal: boolean;
}

const NEEDS_NO_LOGIN: ReadonlySet<MethodName> = new Set([
  "login",
  "logout",
  "getLoggedInUser",
  "getConnectionStatus",
  "createUser",
  "updateUser",
]);

/** The client as it should be. */
export const CORRECT: Behaviour = {
  request: (request) => request,
  result: (_method, value) => value,
  error: (error) => error,
  frame: (frame) => frame,
  tell: (event) => [event],

  isOwnEcho: ({ deviceId }, mine) => deviceId === mine,
  isDuplicate: (seen, id) => seen.has(id),
  receiptReceiver: ({ receiverId, receiverType, senderId }, myUid) =>
    receiverType === "group" || senderId === myUid ? receiverId : senderId,
  receiptMessage: ({ messageId }) => messageId,

  refusal(method, params, isLoggedIn) {
    if (!isLoggedIn && !NEEDS_NO_LOGIN.has(method)) {
      const isConnection = method === "connect" || method === "disconnect" || method === "ping";
      return isConnection
        ? { code: "ERR_NOT_LOGGED_IN", message: "No active user session." }
        : { code: "USER_NOT_LOGGED_IN", message: "Log in first." };
    }
    const { uid } = params;
    if ((method === "login" || method === "getUser") && typeof uid === "string" && uid.trim() === "") {
      return { code: "UID_IS_COMPULSORY", message: "Give a UID." };
    }
    if (method === "fetchMessages" && params.direction === "next") {
      const { messageId, timestamp } = params.filters as Json;
      if (messageId === undefined && timestamp === undefined) {
        return { code: "NOT_ENOUGH_PARAMETERS", message: "Say by an id or a timestamp where to begin." };
      }
    }
    const { limit } = (params.filters ?? {}) as Json;
    if (typeof limit === "number" && (limit < 1 || limit > CORRECT.largestPage(method))) {
      return {
        code: "ERROR_LIMIT_EXCEEDED",
        message: `Pages have 1 to ${CORRECT.largestPage(method)} rows.`,
      };
    }
    return undefined;
  },
  endsSession: (code, isLoggedIn) => isLoggedIn && code === "AUTH_ERR_AUTH_TOKEN_NOT_FOUND",
  oneLoginAtATime: true,
  forgetsOnLogout: true,
  largestPage: (method) => (method === "fetchConversations" ? 50 : 100),
  nextPage: (page, rows) => (rows > 0 ? page + 1 : page),
  nextMessageId: (ids, direction) => (direction === "previous" ? Math.min(...ids) : Math.max(...ids)),

  isCaller: ({ callInitiator }, myUid) => callInitiator?.uid === myUid,
  tellsGivenUp: (isRefused) => !isRefused,
  ringsFor: 45_000,
  endsRinging: (status) => status !== "initiated",

  connectsOnLogin: (autoConnect) => autoConnect,
  tellsOfOpening: () => true,
  isAccepted: ({ body }) => (body as Json).code === "200" && (body as Json).status === "OK",
  pingEvery: 15_000,
  pongWithin: 3_000,
  reconnectAfter: () => 5_000,
  closesInBackground: (autoConnect) => autoConnect,
  backgroundPatience: 30_000,
  pingRenews: true,
  connectsInForeground: (autoConnect) => autoConnect,
  disconnectIsFinal: true,
};
