import type { Call, Group, User } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { withDeadline } from "./deadline.ts";
import { addressOf, lastPage, openPair, type Receiver } from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// Rules: domain.md §8; shapes: rest-client.md §6.12, §7.7; who hears what: socket.md §4.5.

const world = useWorld();

type CallKind = "audio" | "video";

/** Calls someone and resolves with the call as the service stored it. */
async function ring(
  from: Device,
  to: Receiver,
  options: { type?: CallKind; seconds?: number } = {},
): Promise<Call> {
  const { type = "audio", seconds } = options;
  const [id, receiverType] = addressOf(to);
  const call = new from.sdk.Call(id, type, receiverType, "call");
  call.setMetadata({ topic: "lunch" });
  return from.sdk.initiateCall(call, seconds);
}

/** A call as far as tests compare it. */
const told = (call: Call) => [call.getSessionId(), call.getAction(), call.getCallInitiator().getUid()];

/** Waits for a call to ring at a device. */
async function incoming(device: Device, call: Call): Promise<Call> {
  const [heard] = await device.events.next(
    "onIncomingCallReceived",
    (one) => one.getSessionId() === call.getSessionId(),
  );
  return heard;
}

/** Alice at two devices, and bob at two as well. */
async function quartet() {
  const people = await openPair(world);
  return { ...people, tablet: await world.device(people.bob.uid) };
}

describe("a call between two (domain.md §8)", () => {
  it("rings at all of the receiver's devices and at none of the caller's", async () => {
    const { laptop, phone, bob, tablet, toBob } = await quartet();

    const call = await ring(laptop, toBob, { type: "video" });

    expect(told(call)).toEqual([call.getSessionId(), "initiated", laptop.uid]);
    expect(call.getSessionId()).toMatch(/^\d{10}[0-9a-f]{40}$/);
    for (const device of [bob, tablet]) {
      const heard = await incoming(device, call);
      expect(told(heard)).toEqual(told(call));
      expect([heard.getType(), heard.getCategory(), heard.getMetadata()]).toEqual([
        "video",
        "call",
        { topic: "lunch" },
      ]);
      expect((heard.getCallReceiver() as User).getUid()).toBe(bob.uid);
      expect(heard.getInitiatedAt()).toBe(call.getInitiatedAt());
    }
    await world.settle(laptop, phone);
    laptop.events.none("onIncomingCallReceived");
    phone.events.none("onIncomingCallReceived");
    expect(laptop.sdk.getActiveCall().getSessionId()).toBe(call.getSessionId());
  });

  it("is accepted at one device, which all the others hear", async () => {
    const { laptop, phone, bob, tablet, toBob } = await quartet();
    const call = await ring(laptop, toBob);
    await incoming(bob, call);

    const accepted = await bob.sdk.acceptCall(call.getSessionId());

    expect(told(accepted)).toEqual([call.getSessionId(), "ongoing", laptop.uid]);
    expect(accepted.getSender().getUid()).toBe(bob.uid);
    for (const device of [laptop, phone, tablet]) {
      const [heard] = await device.events.next("onOutgoingCallAccepted");
      expect(told(heard)).toEqual(told(accepted));
    }
    await world.settle(bob);
    bob.events.none("onOutgoingCallAccepted");
    expect(bob.sdk.getActiveCall().getSessionId()).toBe(call.getSessionId());
  });

  it.each(["caller", "receiver"] as const)("is ended by the %s for both", async (by) => {
    const { laptop, phone, bob, toBob } = await openPair(world);
    const call = await ring(laptop, toBob);
    await bob.sdk.acceptCall(call.getSessionId());
    await laptop.events.next("onOutgoingCallAccepted");
    const [ender, other] = by === "caller" ? [laptop, bob] : [bob, laptop];

    const ended = await ender.sdk.endCall(call.getSessionId());

    expect(told(ended)).toEqual([call.getSessionId(), "ended", laptop.uid]);
    for (const device of [other, phone]) {
      const [heard] = await device.events.next("onCallEndedMessageReceived");
      expect(told(heard)).toEqual(told(ended));
    }
    expect([ender.sdk.getActiveCall(), other.sdk.getActiveCall()]).toEqual([null, null]);
  });

  it.each(["rejected", "busy"] as const)(
    "is answered %s by the receiver, which the caller hears",
    async (status) => {
      const { laptop, bob, tablet, toBob } = await quartet();
      const call = await ring(laptop, toBob);
      await incoming(bob, call);

      const answered = await bob.sdk.rejectCall(call.getSessionId(), status);

      expect(told(answered)).toEqual([call.getSessionId(), status, laptop.uid]);
      for (const device of [laptop, tablet]) {
        const [heard] = await device.events.next("onOutgoingCallRejected");
        expect(told(heard)).toEqual(told(answered));
      }
      expect(laptop.sdk.getActiveCall()).toBeNull();
    },
  );

  it("is withdrawn by the caller, and stops ringing", async () => {
    const { laptop, bob, tablet, toBob } = await quartet();
    const call = await ring(laptop, toBob);
    await incoming(bob, call);

    const cancelled = await laptop.sdk.rejectCall(call.getSessionId(), "cancelled");

    expect(told(cancelled)).toEqual([call.getSessionId(), "cancelled", laptop.uid]);
    for (const device of [bob, tablet]) {
      const [heard] = await device.events.next("onIncomingCallCancelled");
      expect(told(heard)).toEqual(told(cancelled));
    }
  });

  it("is unanswered when the caller's timer runs out", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    const call = await ring(laptop, toBob, { seconds: 1 });
    await incoming(bob, call);

    const [given] = await laptop.events.next("onOutgoingCallRejected");
    const [stopped] = await bob.events.next("onIncomingCallCancelled");

    expect([given, stopped].map(told)).toEqual(
      Array(2).fill([call.getSessionId(), "unanswered", laptop.uid]),
    );
    expect(laptop.sdk.getActiveCall()).toBeNull();
  });

  it("leaves each of its steps in history, moves the conversation and counts as nothing unread", async () => {
    const { laptop, bob, toBob, toAlice } = await openPair(world);
    const call = await ring(laptop, toBob);
    await bob.sdk.acceptCall(call.getSessionId());
    await laptop.sdk.endCall(call.getSessionId());

    const history = (await lastPage(bob, toAlice)) as readonly Call[];
    expect(history.map((row) => [row.getCategory(), row.getAction(), row.getSender().getUid()])).toEqual([
      ["call", "initiated", laptop.uid],
      ["call", "ongoing", bob.uid],
      ["call", "ended", laptop.uid],
    ]);
    const conversation = await bob.sdk.getConversation(laptop.uid, "user");
    expect([
      (conversation.getLastMessage() as Call).getAction(),
      Number(conversation.getUnreadMessageCount()),
    ]).toEqual(["ended", 0]);
  });

  it("leaves conversations where they are in an app whose settings say so", async () => {
    const setting = "core.conversations.updateOnCallActivity";
    world.execute("changeSettings", { settings: { parameters: { [setting]: false } } });
    try {
      const { laptop, bob, toBob, toAlice } = await openPair(world);
      expect(await laptop.sdk.isFeatureEnabled(setting)).toBe(false);
      const settings = await laptop.sdk.getConversationUpdateSettings();
      expect(settings.shouldUpdateOnCallActivities()).toBe(false);

      await ring(laptop, toBob);

      await expect(bob.sdk.getConversation(laptop.uid, "user")).rejects.toMatchObject({
        code: "ERR_CONVERSATION_NOT_ACCESSIBLE",
      });
      expect(await lastPage(bob, toAlice)).toHaveLength(1);
    } finally {
      world.execute("changeSettings", { settings: { parameters: { [setting]: null } } });
    }
  });
});

describe("a refused call (domain.md §8)", () => {
  const refused = (promise: Promise<unknown>, code: string) =>
    expect(withDeadline(promise, `the refusal ${code}`)).rejects.toMatchObject({ code });

  it("is one to oneself, to nobody, or between blocked users", async () => {
    const { laptop, bob, toAlice, toBob } = await openPair(world);
    await refused(ring(laptop, toAlice), "ERR_CALLING_SELF");
    await refused(ring(laptop, { uid: world.id("nobody") }), "ERR_UID_NOT_FOUND");
    await refused(ring(laptop, { guid: world.id("nothing") }), "ERR_GUID_NOT_FOUND");

    await laptop.sdk.blockUsers([bob.uid]);

    await refused(ring(laptop, toBob), "ERR_BLOCKED_RECEIVER");
    await refused(ring(bob, toAlice), "ERR_BLOCKED_SENDER");
    await world.settle(bob);
    bob.events.none("onIncomingCallReceived");
  });

  it("is one from or to somebody in a call, until that is over", async () => {
    const { laptop, phone, bob, toBob, toAlice } = await openPair(world);
    const carol = await world.join("carol");
    const call = await ring(laptop, toBob);
    await bob.sdk.acceptCall(call.getSessionId());

    await refused(ring(phone, { uid: carol.uid }), "ERR_CALL_BUSY_SELF");
    await refused(ring(carol, toAlice), "ERR_CALL_BUSY_USER");
    await refused(ring(carol, toBob), "ERR_CALL_BUSY_USER");

    await laptop.sdk.endCall(call.getSessionId());
    expect(told(await ring(carol, toBob))[1]).toBe("initiated");
  });

  it("keeps nobody busy once the page that was in it has been reloaded", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    const call = await ring(laptop, toBob);
    await bob.sdk.acceptCall(call.getSessionId());

    const [reloadedLaptop, reloadedBob] = [await world.reload(laptop), await world.reload(bob)];
    // The older socket's end is noticed about a second after it.
    const again = await eventually(() => ring(reloadedLaptop, toBob), "ERR_CALL_BUSY");
    expect(told(await incoming(reloadedBob, again))[1]).toBe("initiated");
  });

  it("cannot be taken by a stranger, twice, before it began or after it is over", async () => {
    const { laptop, phone, bob, tablet, toBob } = await quartet();
    const stranger = await world.join("stranger");
    const call = await ring(laptop, toBob);
    const id = call.getSessionId();

    await refused(stranger.sdk.acceptCall(id), "ERR_CALL_NOT_A_PART");
    await refused(bob.sdk.acceptCall("17000000000"), "ERR_CALL_SESSION_NOT_FOUND");
    await refused(phone.sdk.acceptCall(id), "ERR_CALL_USER_ALREADY_JOINED");
    await refused(phone.sdk.rejectCall(id, "rejected"), "ERR_BAD_REQUEST");
    await refused(bob.sdk.rejectCall(id, "cancelled"), "ERR_BAD_REQUEST");

    await bob.sdk.acceptCall(id);
    await refused(tablet.sdk.acceptCall(id), "ERR_CALL_USER_ALREADY_JOINED");
    for (const status of ["rejected", "busy", "cancelled"]) {
      await refused(tablet.sdk.rejectCall(id, status), "ERR_CALL_ONGOING_TO_INVALID");
    }
    await refused(phone.sdk.sendUnansweredResponse(id), "ERR_CALL_ONGOING_TO_INVALID");

    await laptop.sdk.endCall(id);
    await refused(tablet.sdk.acceptCall(id), "ERR_CALL_TERMINATED");
    await refused(tablet.sdk.rejectCall(id, "rejected"), "ERR_CALL_TERMINATED");
  });

  it("is not told to the app when it is the end of a call that never began: the SDK ends it for itself", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    const call = await ring(laptop, toBob);

    await laptop.sdk.endCall(call.getSessionId());

    const { answer } =
      laptop.realm.http.entries.findLast(({ url }) => url.pathname.includes("/calls/")) ?? {};
    expect(answer?.json).toMatchObject({ error: { code: "ERR_CALL_NOT_STARTED" } });
    expect(laptop.sdk.getActiveCall()).toBeNull();
    await world.settle(bob);
    bob.events.none("onCallEndedMessageReceived");
  });

  it("is one that the SDK itself knows to be in the way, until it is told to forget it", async () => {
    const { laptop, toBob } = await openPair(world);
    await ring(laptop, toBob);
    await refused(ring(laptop, toBob), "CALL_ALREADY_INITIATED");
    laptop.sdk.clearActiveCall();
    expect(laptop.sdk.getActiveCall()).toBeNull();
    expect(told(await ring(laptop, toBob))[1]).toBe("initiated");
  });
});

describe("a group call (domain.md §8)", () => {
  async function team() {
    const alice = await world.join("alice", { name: "Alice" });
    const [phone, bob, carol] = await Promise.all([
      world.device(alice.uid),
      world.join("bob"),
      world.join("carol"),
    ]);
    const guid = await world.group("team", { owner: alice.uid, participants: [bob.uid, carol.uid] });
    return { alice, phone, bob, carol, guid };
  }

  it("rings at the members, is joined one by one and ends with the last", async () => {
    const { alice, phone, bob, carol, guid } = await team();

    const call = await ring(alice, { guid });
    for (const member of [bob, carol]) {
      const heard = await incoming(member, call);
      expect((heard.getCallReceiver() as Group).getGuid()).toBe(guid);
    }
    const joined = await bob.sdk.acceptCall(call.getSessionId());
    expect([told(joined)[1], joined.getJoinedAt()]).toEqual(["ongoing", joined.getSentAt()]);
    for (const device of [alice, phone]) {
      const [heard] = await device.events.next("onOutgoingCallAccepted");
      expect(heard.getSender().getUid()).toBe(bob.uid);
    }
    await carol.sdk.acceptCall(call.getSessionId());
    expect(await alice.sdk.getCallParticipantCount(call.getSessionId(), "group")).toBe(3);

    await bob.sdk.endCall(call.getSessionId());
    await world.settle(alice, phone, bob, carol);
    for (const device of [alice, phone, bob, carol]) device.events.none("onCallEndedMessageReceived");
    expect(alice.sdk.getActiveCall().getSessionId()).toBe(call.getSessionId());
    expect(await alice.sdk.getCallParticipantCount(call.getSessionId(), "group")).toBe(2);

    await alice.sdk.endCall(call.getSessionId());
    await carol.sdk.endCall(call.getSessionId());
    const [ended] = await bob.events.next("onCallEndedMessageReceived");
    expect([told(ended)[1], ended.getSender().getUid()]).toEqual(["ended", carol.uid]);
    expect(await alice.sdk.getCallParticipantCount(call.getSessionId(), "group")).toBe(0);
  });

  it("is never told to have gone unanswered once it was answered, though the SDK says so (socket.md §9.13)", async () => {
    const { alice, bob, carol, guid } = await team();
    const call = await ring(alice, { guid }, { seconds: 1 });
    await bob.sdk.acceptCall(call.getSessionId());

    const { answer } = await alice.realm.http.next(
      ({ body, answer }) => body?.includes("unanswered") === true && answer !== undefined,
      "the answer to the SDK's own unanswered",
    );

    expect(answer?.json).toMatchObject({ error: { code: "ERR_CALL_ONGOING_TO_INVALID" } });
    await world.settle(alice, bob, carol);
    for (const device of [bob, carol]) device.events.none("onIncomingCallCancelled");
  });

  it("goes unanswered for all when nobody answers, and is withdrawn for all", async () => {
    const { alice, bob, carol, guid } = await team();
    const first = await ring(alice, { guid }, { seconds: 1 });
    for (const member of [bob, carol]) {
      const [heard] = await member.events.next("onIncomingCallCancelled");
      expect(told(heard)).toEqual([first.getSessionId(), "unanswered", alice.uid]);
    }
    await alice.events.next("onOutgoingCallRejected");

    const second = await ring(alice, { guid });
    await alice.sdk.rejectCall(second.getSessionId(), "cancelled");
    for (const member of [bob, carol]) {
      const [heard] = await member.events.next("onIncomingCallCancelled");
      expect(told(heard)).toEqual([second.getSessionId(), "cancelled", alice.uid]);
    }
  });

  it("is declined by one without being over for the others", async () => {
    const { alice, bob, carol, guid } = await team();
    const call = await ring(alice, { guid });

    await bob.sdk.rejectCall(call.getSessionId(), "rejected");

    const [heard] = await alice.events.next("onOutgoingCallRejected");
    expect(heard.getSender().getUid()).toBe(bob.uid);
    expect(told(await carol.sdk.acceptCall(call.getSessionId()))[1]).toBe("ongoing");
  });

  it("keeps to its rules", async () => {
    const { alice, phone, bob, carol, guid } = await team();
    const stranger = await world.join("stranger");
    const refused = (promise: Promise<unknown>, code: string) =>
      expect(withDeadline(promise, `the refusal ${code}`)).rejects.toMatchObject({ code });
    await refused(ring(stranger, { guid }), "ERR_NOT_A_MEMBER");

    const call = await ring(alice, { guid });
    const id = call.getSessionId();
    await refused(stranger.sdk.acceptCall(id), "ERR_CALL_NOT_A_PART");
    await refused(phone.sdk.acceptCall(id), "ERR_CALL_GROUP_ALREADY_JOINED");
    await refused(bob.sdk.rejectCall(id, "busy"), "ERR_CALL_GROUP_INVALID_STATUS");
    await bob.sdk.acceptCall(id);
    await refused(ring(carol, { guid }), "ERR_CALL_BUSY_GROUP");
    const bobsPhone = await world.device(bob.uid);
    await refused(bobsPhone.sdk.acceptCall(id), "ERR_CALL_GROUP_ALREADY_JOINED");
    await bob.sdk.endCall(id);
    await refused(bobsPhone.sdk.rejectCall(id, "rejected"), "ERR_CALL_GROUP_ALREADY_LEFT");
  });
});

describe("what leads to a call's media (rest-client.md §1.4, §5.8)", () => {
  it("is a count of who is in it, which is nobody in a session that the service does not know", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    const call = await ring(laptop, toBob);
    const count = (id: string, type: string) => laptop.sdk.getCallParticipantCount(id, type);

    expect(await count(call.getSessionId(), "user")).toBe(0);
    await bob.sdk.acceptCall(call.getSessionId());
    expect(await count(call.getSessionId(), "user")).toBe(2);
    expect(await count("a-room", "direct")).toBe(0);
  });

  it("is a token for the session, with which the SDK opens its frame", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    const call = await ring(laptop, toBob);
    await bob.sdk.acceptCall(call.getSessionId());
    await laptop.events.next("onOutgoingCallAccepted");
    const { view, frame } = emptyView();

    laptop.sdk.startCall(call.getSessionId(), view);

    const { answer, body } = await laptop.realm.http.next(
      ({ url, answer }) => url.pathname.endsWith("/me/jwt") && answer !== undefined,
      "the answer to me/jwt",
    );
    expect(JSON.parse(body ?? "")).toEqual({
      passthrough: { uid: laptop.uid, sessionId: call.getSessionId() },
    });
    expect(answer?.json).toMatchObject({ data: { token: expect.stringMatching(/^[\w-]+\.[\w-]+\.\w+$/) } });
    const { src } = await frame;
    expect(src).toMatch(/^https:\/\/localhost:\d+\//);
    expect(src).not.toContain("undefined");
  });

  it("turns into a video call when the frame says so, which the next step tells", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    const call = await ring(laptop, toBob);
    await bob.sdk.acceptCall(call.getSessionId());
    await laptop.events.next("onOutgoingCallAccepted");
    const say = catchFrameListener(laptop);
    const { view, frame } = emptyView();
    laptop.sdk.startCall(call.getSessionId(), view);
    await frame;

    say({
      type: laptop.sdk.CallConstants.POST_MESSAGES.TYPES.ACTION_MESSAGE,
      action: laptop.sdk.CallConstants.POST_MESSAGES.ACTIONS.SWITCHED_TO_VIDEO_CALL,
      value: {
        sessionId: call.getSessionId(),
        initiator: { uid: laptop.uid, name: "Alice" },
        accepted: { uid: bob.uid, name: "Bob" },
      },
    });
    await laptop.realm.http.next(
      ({ method, answer }) => method === "PATCH" && answer !== undefined,
      "the answer to the change of type",
    );

    const ended = await bob.sdk.endCall(call.getSessionId());
    expect(ended.getType()).toBe("video");
  });

  /** A part of a page that can hold a frame, and the frame put into it. */
  function emptyView() {
    let put: (frame: { src: string }) => void = () => {};
    const frame = new Promise<{ src: string }>((resolve) => {
      put = resolve;
    });
    const view = { appendChild: (one: { src: string }) => put(one) } as unknown as HTMLElement;
    return { view, frame: withDeadline(frame, "the frame of the call") };
  }

  /** Stands between the SDK and its window, so that a test can speak for the frame. */
  function catchFrameListener({ realm }: Device): (message: object) => void {
    const listeners: ((event: { data: string }) => void)[] = [];
    const addEventListener = (type: string, listener: (event: { data: string }) => void) => {
      if (type === "message") listeners.push(listener);
    };
    Object.assign(realm.window, { addEventListener });
    return (message) => {
      for (const listener of listeners) listener({ data: JSON.stringify(message) });
    };
  }
});

/** Tries again while it is refused with a code of that beginning, within the time a test may take. */
async function eventually<T>(attempt: () => Promise<T>, codes: string): Promise<T> {
  const until = Date.now() + 5_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const { code } = error as { code?: string };
      if (!code?.startsWith(codes) || Date.now() > until) throw error;
    }
  }
}
