import fc from "fast-check";
import { expect, test } from "vitest";
import { createBackendWorld, type Frame } from "../harness/testing/backend-world.ts";
import { faultsOf } from "../harness/testing/frame-schemas.ts";
import { GUIDS, type Listener, livesArbitrary, openLife } from "../harness/testing/socket-lives.ts";
import { kindOf } from "../harness/testing/stage.ts";
import type { App } from "../simulator/index.ts";
import type { Message } from "../simulator/records.ts";

// Whatever happens in an app: what a socket hears, and what it must not. Who must hear is worked out anew from the rows
// of history and from who has blocked whom, and never asked of the code that sends.

/** Who is in which group and in which call, as the rows of history tell it. */
class Chronicle {
  readonly members = new Map<string, Set<string>>();
  readonly #calls = new Map<string, Set<string>>();
  /** Messages that were written to someone who could not be reached for a block. */
  readonly #unseen = new Set<number>();
  readonly #app: App;
  #newest = 0;

  constructor(app: App) {
    this.#app = app;
    for (const guid of GUIDS) this.members.set(guid, new Set());
    for (const { guid, uid } of app.state.members.values()) this.members.get(guid)?.add(uid);
    this.#newest = Math.max(0, ...[...app.state.messages.values()].map((row) => row.id));
  }

  areApart(a: string, b: string): boolean {
    const blocks = [...this.#app.state.blocks.values()];
    return blocks.some(({ uid, blocked }) => (uid === a && blocked === b) || (uid === b && blocked === a));
  }

  /** The rows since it was last asked, each with the users that must hear of it. */
  next(): { readonly row: Message; readonly uids: ReadonlySet<string> }[] {
    const rows = [...this.#app.state.messages.values()]
      .filter((row) => row.id > this.#newest)
      .sort((a, b) => a.id - b.id);
    this.#newest = rows.at(-1)?.id ?? this.#newest;
    return rows.map((row) => ({
      row,
      uids: new Set(row.receiverType === "group" ? this.#inGroup(row) : this.#ofTwo(row)),
    }));
  }

  #inGroup({ action, call, receiver, sender }: Message): readonly string[] {
    const members = this.members.get(receiver) ?? new Set();
    const target = action?.onUser;
    if (target && (action.action === "joined" || action.action === "added")) members.add(target);
    const present = [...members];
    if (target && ["left", "kicked", "banned"].includes(action.action)) members.delete(target);
    if (!call) return present;
    const { sessionId, initiator } = call.call;
    const inCall = this.#calls.get(sessionId) ?? new Set();
    this.#calls.set(sessionId, inCall);
    if (call.action === "initiated" || call.action === "ongoing") inCall.add(sender);
    if (call.action === "ended") inCall.delete(sender);
    if (call.action === "ended" && inCall.size > 0) return [sender];
    // Who declines keeps it from ringing on elsewhere; the others go on ringing.
    if (call.action === "rejected") return [...present.filter((uid) => uid === initiator), sender];
    return present;
  }

  #ofTwo(row: Message): readonly string[] {
    const { sender, receiver, receiverType } = row.action?.onMessage ?? row;
    const about = row.action?.onMessage?.id ?? row.id;
    if (row.call?.action === "initiated") return [receiver];
    const parties = [sender, receiver];
    if (row.call) return parties;
    if (about === row.id && receiverType === "user" && this.areApart(sender, receiver))
      this.#unseen.add(about);
    return parties.filter((uid) => this.#seesMessage(uid, about, sender) && this.#reaches(row.sender, uid));
  }

  #seesMessage(uid: string, id: number, sender: string): boolean {
    return uid === sender || !this.#unseen.has(id);
  }

  #reaches(by: string, uid: string): boolean {
    return uid === by || !this.areApart(by, uid);
  }

  /** Whether a socket must hear a frame that is no row of history. */
  mustHear({ uid, subscription }: Listener, frame: Frame): boolean {
    const { type, sender, receiver, receiverType, messageSender, body } = frame;
    const inGroup = receiverType === "group" && this.members.get(receiver)?.has(uid) === true;
    const inReach = receiverType === "group" ? inGroup : this.#reaches(sender, uid);
    switch (type) {
      case "typing_indicator":
      case "transient_message":
        return uid !== sender && inReach && (receiverType === "group" || uid === receiver);
      case "receipts":
        return uid === sender || (uid === messageSender && inReach);
      case "presence":
        return uid !== sender && this.#reaches(sender, uid) && this.#wants(uid, subscription, sender);
      case "message_saved":
      case "conversation_pinned":
        return uid === sender;
      case "reaction":
      case "message_pinned":
      case "message_unpinned": {
        const message = this.#app.state.messages.get(Number(body.messageId ?? body.id));
        if (receiverType === "group" || !message) return inGroup;
        const isParty = uid === message.sender || uid === message.receiver;
        return isParty && inReach && this.#seesMessage(uid, message.id, message.sender);
      }
      default:
        throw new Error(`Failed to judge a frame: nothing here causes ${type}.`);
    }
  }

  #wants(uid: string, subscription: string | undefined, other: string): boolean {
    if (subscription === "ALL_USERS") return true;
    // alice is a friend of bob's and of dave's.
    const friends = uid === "alice" || other === "alice";
    return (
      subscription === "FRIENDS" && friends && [uid, other].some((name) => name === "bob" || name === "dave")
    );
  }
}

/** The frames at a socket that are rows of history, by the rows' ids. */
function rowsAt({ socket }: Listener): number[] {
  return socket.ofType("message").map(({ body }) => Number(body.id));
}

test("whenever it happens, a socket hears each row it must hear once and in order, and none after its session's end", async () => {
  const lives = fc.asyncProperty(livesArbitrary, async (deeds) => {
    const world = createBackendWorld();
    const life = openLife(world);
    const chronicle = new Chronicle(world.app);
    const expected = new Map(life.listeners.map((listener) => [listener, rowsAt(listener)]));
    for (const deed of deeds) {
      await life.live(deed);
      for (const { row, uids } of chronicle.next()) {
        for (const listener of life.listeners) {
          if (!listener.isLive || !uids.has(listener.uid)) continue;
          expected.set(listener, [...(expected.get(listener) ?? []), row.id]);
        }
      }
    }
    const heardAtEnd = new Map(life.listeners.map((listener) => [listener, rowsAt(listener).length]));
    world.clock.advance(5_000);
    for (const listener of life.listeners) {
      const must = expected.get(listener) ?? [];
      const heard = rowsAt(listener);
      if (listener.isLive) expect(heard, `what ${listener.id} hears`).toEqual(must);
      else expect(heard, `what ${listener.id} has heard`).toEqual(must.slice(0, heard.length));
      if (!listener.isLive) expect(heard.length, "after its end").toBe(heardAtEnd.get(listener));
    }
    for (const guid of GUIDS) {
      const members = [...world.app.state.members.values()].filter((row) => row.guid === guid);
      expect(new Set(members.map((row) => row.uid)), "the chronicle").toEqual(chronicle.members.get(guid));
    }
  });
  await fc.assert(lives, { numRuns: 100 });
});

test("each frame of whatever kind reaches every socket that must hear it, once, and no other", async () => {
  const lives = fc.asyncProperty(livesArbitrary, async (deeds) => {
    const world = createBackendWorld({ presenceGrace: 0 });
    const life = openLife(world);
    const chronicle = new Chronicle(world.app);
    const known = new Map(life.listeners.map((listener) => [listener, listener.socket.frames.length]));
    for (const deed of deeds) {
      const present = life.listeners.filter(({ isLive }) => isLive);
      await life.live(deed);
      world.clock.advance(20);
      const audiences = new Map(chronicle.next().map(({ row, uids }) => [String(row.id), uids]));
      const hearers = new Map<string, Listener[]>();
      for (const listener of life.listeners) {
        const { frames } = listener.socket;
        for (const frame of frames.slice(known.get(listener) ?? 0)) {
          if (frame.type === "auth" || frame.type === "error") continue;
          expect(faultsOf(frame), JSON.stringify(frame)).toEqual([]);
          const text = JSON.stringify(frame);
          hearers.set(text, [...(hearers.get(text) ?? []), listener]);
        }
        known.set(listener, frames.length);
      }
      for (const [text, heard] of hearers) {
        const frame = JSON.parse(text) as Frame;
        const mustHear = (listener: Listener) =>
          frame.type === "message"
            ? audiences.get(frame.body.id)?.has(listener.uid) === true
            : chronicle.mustHear(listener, frame);
        const must = present.filter((listener) => listener.isLive && mustHear(listener));
        expect(heard.map(({ id }) => id).sort(), text).toEqual(must.map(({ id }) => id).sort());
      }
    }
  });
  await fc.assert(lives, { numRuns: 100 });
});

test("the random lives are lives: every kind of frame that they can cause is heard", async () => {
  const kinds = new Map<string, number>();
  const lives = fc.asyncProperty(livesArbitrary, async (deeds) => {
    const world = createBackendWorld({ presenceGrace: 0 });
    const life = openLife(world);
    for (const deed of deeds) await life.live(deed);
    world.clock.advance(5_000);
    for (const { socket } of life.listeners) {
      for (const frame of socket.frames) kinds.set(kindOf(frame), (kinds.get(kindOf(frame)) ?? 0) + 1);
    }
  });
  await fc.assert(lives, { numRuns: 150, seed: 1 });
  const common = [
    "text",
    "edited",
    "deleted",
    "message_reaction_added",
    "message_pinned",
    "read",
    "delivered",
  ];
  const rare = [
    "joined",
    "left",
    "added",
    "kicked",
    "banned",
    "unbanned",
    "scopeChanged",
    "online",
    "offline",
  ];
  const signals = [
    "started",
    "transient_message",
    "readByAll",
    "deliveredToAll",
    "message_saved",
    "conversation_pinned",
  ];
  const calls = ["initiated", "ongoing", "rejected", "cancelled", "unanswered", "ended"].map(
    (step) => `call ${step}`,
  );
  expect([...kinds.keys()]).toEqual(expect.arrayContaining([...common, ...rare, ...signals, ...calls]));
});
