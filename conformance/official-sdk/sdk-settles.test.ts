import type { CometChatNotifications } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { timed } from "./deadline.ts";
import { SDK_SURFACE } from "./sdk-surface.ts";
import { type Device, useWorld } from "./world.ts";
import { type Arguments, EMPTY_REQUESTS, ODD_NOTIFICATION_CALLS, WRONG_CALLS } from "./wrong-calls.ts";

// No call may hang, whatever it is given. What the SDK makes of malformed answers: rest-client.md §4.1.

const world = useWorld();

/** Each test makes a call for every method of the SDK, one after the other, in ms. */
const ALL_CALLS = 60_000;
const LOGGED_OUT = "USER_NOT_LOGED_IN";

const calls = Object.values(WRONG_CALLS).flatMap((ofCode) => Object.entries(ofCode));
const methodsOf = (owner: string) => Object.values(SDK_SURFACE[owner] ?? {}).flat();

/** What gives no promise, and `init`, which every page has begun with. */
const OTHERS =
  /^((add|remove)\w+Listener|(start|end)Typing|sendTransientMessage|(clear|get)ActiveCall|startCall|createUploadFileRequest|setSource|connect|disconnect|getConnectionStatus|isInitialized|init)$/;

/** What the SDK says to calls without arguments; the three that ask all the same get the service's word. */
const SAID_TO_NOTHING =
  /^(done|TypeError|SyntaxError|(INVALID|MISSING|ERROR_INVALID)_\w+|ERR_(GUID|CALL_SESSION)_NOT_FOUND|FAILED_TO_FETCH)$/;

/** What came of a call, in a word: `done`, or its error by code or name. One that hangs has neither. */
async function outcomeOf(call: (() => unknown) | undefined): Promise<string> {
  try {
    await call?.();
    return "done";
  } catch (error) {
    const {
      code,
      name,
      message,
      error: inner,
    } = error as Record<string, unknown> & {
      // Extensions are answered for in a shape of their own (rest-client.md §4.1).
      error?: { code?: unknown };
    };
    return String(code ?? inner?.code ?? (name === "Error" ? message : name));
  }
}

type Callable = Readonly<Record<string, ((...args: readonly unknown[]) => unknown) | undefined>>;

/** Method → what came of it, for every method; those that begin or end a session come last. */
async function outcomes(
  { sdk }: Device,
  argumentsOf: (given: Arguments) => readonly unknown[],
): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  const isLast = (method: string) => Number(/^log(in|out)$/.test(method));
  for (const [method, given] of calls.toSorted(([a], [b]) => isLast(a) - isLast(b))) {
    const call = (sdk as unknown as Callable)[method];
    seen[method] = await outcomeOf(() => call?.(...argumentsOf(given)));
    sdk.clearActiveCall();
  }
  return seen;
}

const withIds =
  ({ sdk }: Device) =>
  (given: Arguments) =>
    given(sdk, world.server.authKey);

describe("a call of the SDK", () => {
  it("is in the table of calls, if it gives a promise", () => {
    const promising = methodsOf("CometChat").filter((method) => !OTHERS.test(method));
    expect(calls.map(([method]) => method).toSorted()).toEqual(promising.toSorted());
  });

  it(
    "with ids that there are not settles by the service's own refusal",
    async () => {
      const device = await world.join("alice");
      const expected = Object.entries(WRONG_CALLS).flatMap(([code, ofCode]) =>
        Object.keys(ofCode).map((method) => [method, code]),
      );
      expect(await outcomes(device, withIds(device))).toEqual(Object.fromEntries(expected));
    },
    ALL_CALLS,
  );

  it(
    "without arguments settles by what the SDK says",
    async () => {
      const seen = await outcomes(await world.join("alice"), () => []);
      expect(Object.entries(seen).filter(([, outcome]) => !SAID_TO_NOTHING.test(outcome))).toEqual([]);
    },
    ALL_CALLS,
  );

  it(
    "after logout settles, and asks the service for nothing but what the Auth Key opens",
    async () => {
      const device = await world.join("alice");
      await device.sdk.logout();
      const seen = await outcomes(device, withIds(device));
      const others = Object.entries(seen).filter(
        ([method, outcome]) => outcome !== LOGGED_OUT && !(outcome === "done" && WRONG_CALLS.done?.[method]),
      );
      expect(Object.fromEntries(others)).toEqual({
        login: "ERR_UID_NOT_FOUND",
        createUser: "ERR_BAD_REQUEST",
        updateUser: "ERR_UID_NOT_FOUND",
        markAsRead: "UNKNOWN_ERROR_OCCURRED",
        markAsDelivered: "UNKNOWN_ERROR_OCCURRED",
        // The SDK looks into the user that is gone.
        updateCurrentUserDetails: "TypeError",
        getConversationStarter: "TypeError",
        getSmartReplies: "TypeError",
        getConversationSummary: "TypeError",
        askBot: "TypeError",
      });
    },
    ALL_CALLS,
  );
});

describe("a call of the SDK's notifications", () => {
  const notificationsOf = ({ realm }: Device) =>
    timed(realm.window.CometChatNotifications as typeof CometChatNotifications, "CometChatNotifications");

  async function outcomesOf(device: Device): Promise<Record<string, string>> {
    const sdk = notificationsOf(device);
    const seen: Record<string, string> = {};
    for (const [method, argumentsOf] of Object.entries(ODD_NOTIFICATION_CALLS)) {
      const call = (sdk as unknown as Callable)[method];
      seen[method] = await outcomeOf(() => call?.(...argumentsOf(sdk)));
    }
    return seen;
  }

  it("is in the table of calls", () => {
    expect(Object.keys(ODD_NOTIFICATION_CALLS).toSorted()).toEqual(
      methodsOf("CometChatNotifications").toSorted(),
    );
  });

  it("that means nothing settles", async () => {
    const seen = await outcomesOf(await world.join("alice"));
    expect(Object.entries(seen).filter(([, outcome]) => outcome !== "done")).toEqual([
      ["registerPushToken", "ERR_BAD_REQUEST"],
      ["muteConversations", "ERR_BAD_REQUEST"],
      ["unmuteConversations", "ERR_BAD_REQUEST"],
      ["updateTimezone", "ERR_BAD_REQUEST"],
    ]);
  });

  it("after logout settles", async () => {
    const device = await world.join("alice");
    await device.sdk.logout();
    expect(new Set(Object.values(await outcomesOf(device)))).toEqual(new Set([LOGGED_OUT]));
  });
});

describe("a request of the SDK", () => {
  async function outcomesOf({ sdk }: Device): Promise<Record<string, string>> {
    const seen: Record<string, string> = {};
    for (const [name, build] of Object.entries(EMPTY_REQUESTS)) {
      for (const way of ["fetchNext", "fetchPrevious"]) {
        const request = build(sdk) as Callable;
        if (request[way]) seen[`${name}.${way}`] = await outcomeOf(request[way]);
      }
    }
    return seen;
  }

  it("is in the table of requests, if it fetches", () => {
    const fetching = Object.keys(SDK_SURFACE).filter((name) => methodsOf(name).includes("fetchNext"));
    expect(Object.keys(EMPTY_REQUESTS).toSorted()).toEqual(fetching.toSorted());
  });

  it("for what there is not settles, empty or by the service's own refusal", async () => {
    const seen = await outcomesOf(await world.join("alice"));
    expect(Object.fromEntries(Object.entries(seen).filter(([, outcome]) => outcome !== "done"))).toEqual({
      "ThreadsRequest.fetchNext": "ERR_GUID_NOT_FOUND",
      "GroupMembersRequest.fetchNext": "ERR_GUID_NOT_FOUND",
      "BannedMembersRequest.fetchNext": "ERR_GUID_NOT_FOUND",
      "MessagesRequest.fetchNext": "ERR_UID_NOT_FOUND",
      "MessagesRequest.fetchPrevious": "ERR_UID_NOT_FOUND",
      "ReactionsRequest.fetchNext": "ERR_MESSAGE_ID_NOT_FOUND",
      "ReactionsRequest.fetchPrevious": "ERR_MESSAGE_ID_NOT_FOUND",
    });
  });

  it("after logout settles", async () => {
    const device = await world.join("alice");
    await device.sdk.logout();
    expect(new Set(Object.values(await outcomesOf(device)))).toEqual(new Set([LOGGED_OUT]));
  });
});
