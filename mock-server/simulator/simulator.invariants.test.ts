import fc from "fast-check";
import { expect, test } from "vitest";
import type { DomainEvent } from "./events.ts";
import type { State } from "./state.ts";
import { beginLife, commandsArbitrary, GUIDS, UIDS } from "./testing/arbitrary-commands.ts";
import { digest } from "./testing/digest.ts";
import { checkConversations, checkGroups, checkWhatHangsOnMessages } from "./testing/recount.ts";
import { codeOf, createWorld, type World } from "./testing/world.ts";
import { isWithheld } from "./timelines.ts";

/** What moved each user's conversations last, told by the events alone. */
function followMoves(moves: Map<string, number>, state: State, events: readonly DomainEvent[]): void {
  for (const event of events) {
    if (event.type !== "message" || !event.message.movesConversation) continue;
    const { message } = event;
    const parties = isWithheld(message)
      ? [message.sender]
      : message.receiverType === "group"
        ? [...state.members.values()].filter((row) => row.guid === message.receiver).map((row) => row.uid)
        : [message.sender, message.receiver].filter((uid) => uid !== message.hiddenFrom);
    for (const uid of parties) moves.set(`${uid} ${message.conversationId}`, message.id);
  }
}

function checkAudience(state: State, events: readonly DomainEvent[]): void {
  for (const event of events) {
    if (event.type !== "message" || !("uids" in event.audience)) continue;
    const { message, audience } = event;
    const isMember = (uid: string) =>
      [...state.members.values()].some((row) => row.guid === message.receiver && row.uid === uid);
    for (const uid of audience.uids) {
      if (message.receiverType === "group") {
        const isTarget = uid === message.action?.onUser || uid === message.action?.by;
        expect(isMember(uid) || isTarget, `${uid} hears of a group of others`).toBe(true);
      } else {
        expect(message.hiddenFrom, "a blocker never hears the blocked").not.toBe(uid);
        expect(message.conversationId.split("_user_"), "only the two parties hear").toContain(uid);
      }
    }
  }
}

function checkWithheld(world: World): void {
  const { state } = world.app;
  for (const uid of UIDS) {
    if (!state.users.has(uid) || state.users.get(uid)?.deactivatedAt !== undefined) continue;
    const { rows } = world.as(uid).run("listMessages", { limit: 1_000 });
    for (const row of rows) {
      const { by, onMessage } = row.action ?? {};
      for (const shown of [row, ...(onMessage ? [onMessage] : [])]) {
        // Who has deleted it has a row that tells of it.
        if (isWithheld(shown)) expect([shown.sender, by], `who sees ${shown.id}`).toContain(uid);
      }
    }
  }
}

function checkReach(world: World): void {
  for (const guid of GUIDS) {
    if (!world.app.state.groups.has(guid)) continue;
    for (const uid of UIDS) {
      const user = world.app.state.users.get(uid);
      if (!user || user.deactivatedAt !== undefined) continue;
      const isMember = [...world.app.state.members.values()].some(
        (row) => row.guid === guid && row.uid === uid,
      );
      const isBanned = [...world.app.state.bans.values()].some((row) => row.guid === guid && row.uid === uid);
      // The vendor's own SDK tests: ERR_GROUP_NOT_JOINED; banned: ERR_NOT_A_MEMBER.
      const expected = isMember ? "ok" : isBanned ? "ERR_NOT_A_MEMBER" : "ERR_GROUP_NOT_JOINED";
      expect(codeOf(world.as(uid).tryRun("listMessages", { guid })), `${uid} reads ${guid}`).toBe(expected);
    }
  }
}

function liveOneLife(commands: typeof commandsArbitrary extends fc.Arbitrary<infer T> ? T : never): void {
  const world = createWorld();
  beginLife(world);
  const { state } = world.app;
  const moves = new Map(
    [...state.views.values()].map((view) => [`${view.uid} ${view.conversationId}`, view.lastMovedBy]),
  );
  let newestId = Math.max(...[...state.messages.values()].map((row) => row.id));
  for (const { as, operation, input } of commands) {
    world.clock.advance(1_000);
    const before = digest(state);
    const outcome = (as === null ? world.server : world.as(as)).tryRun(operation, input);
    if (!outcome.ok) {
      expect(digest(state), "a refused command changes not one byte").toBe(before);
      continue;
    }
    for (const event of outcome.events) {
      // What moderation held back is delivered later, as old as it is.
      if (event.type !== "message" || operation === "reviewMessage") continue;
      expect(event.message.id, "ids only grow").toBeGreaterThan(newestId);
      newestId = event.message.id;
    }
    // A bulk call changes members between its own events, so only single ones can be followed by what is left.
    if (outcome.events.length <= 1) {
      followMoves(moves, state, outcome.events);
      checkAudience(state, outcome.events);
    } else {
      for (const view of state.views.values())
        moves.set(`${view.uid} ${view.conversationId}`, view.lastMovedBy);
    }
    for (const view of state.views.values()) {
      const moved = moves.get(`${view.uid} ${view.conversationId}`) ?? 0;
      expect(view.lastMovedBy, `what moved ${view.conversationId} of ${view.uid}`).toBe(moved);
    }
    checkGroups(state);
    checkConversations(state, UIDS);
    checkWhatHangsOnMessages(state, UIDS);
  }
  checkReach(world);
  checkWithheld(world);
}

// Milliseconds. Each step is checked against a recount of everything, which takes a busy machine a while.
const TIME_FOR_LIVES = 240_000;

test("whatever is asked of an app, its counts are what a recount says and a refusal leaves no trace", {
  timeout: TIME_FOR_LIVES,
}, () => {
  fc.assert(fc.property(commandsArbitrary, liveOneLife), { numRuns: 150 });
});

test("the same seed and the same commands give the same state to the byte", () => {
  const lives = fc.property(commandsArbitrary, (commands) => {
    const states = [createWorld(), createWorld()].map((world) => {
      beginLife(world);
      for (const { as, operation, input } of commands) {
        (as === null ? world.server : world.as(as)).tryRun(operation, input);
      }
      return digest(world.app.state);
    });
    expect(states[0]).toBe(states[1]);
  });
  fc.assert(lives, { numRuns: 20 });
});

test("the random lives are lives: most commands are accepted, and each kind that a user knows is at least once", () => {
  const accepted = new Map<string, number>();
  let total = 0;
  const lives = fc.property(commandsArbitrary, (commands) => {
    const world = createWorld();
    beginLife(world);
    for (const { as, operation, input } of commands) {
      total += 1;
      const outcome = (as === null ? world.server : world.as(as)).tryRun(operation, input);
      if (outcome.ok) accepted.set(operation, (accepted.get(operation) ?? 0) + 1);
    }
  });
  fc.assert(lives, { numRuns: 300, seed: 1 });
  const sum = [...accepted.values()].reduce((a, b) => a + b, 0);
  expect(sum / total).toBeGreaterThan(0.3);
  const expected = [
    "sendMessage",
    "editMessage",
    "deleteMessage",
    "addReaction",
    "markRead",
    "markUnread",
    "joinGroup",
    "leaveGroup",
  ];
  const rare = [
    "addMembers",
    "changeScope",
    "kickMember",
    "banUser",
    "unbanUser",
    "transferOwnership",
    "blockUsers",
    "deleteUser",
  ];
  expect([...accepted.keys()]).toEqual(expect.arrayContaining([...expected, ...rare]));
});
