import {
  type Expectation,
  type ExpectedEvent,
  messagePattern,
  type Oracles,
  reactionsPattern,
  refusal,
  userPattern,
  value,
} from "../expectation.ts";
import { listOf } from "../lists.ts";
import { access, find, isBlockedPair, orNot } from "../messages.ts";
import { differences, looking } from "../pattern.ts";
import { cellFor } from "../privileges.ts";
import { devicesOf, type ModelDevice, partiesOf, type State } from "../state.ts";

export const reactionOracles: Oracles = {
  addReaction: (state, device, { messageId, reaction }) =>
    react(state, device, messageId, String(reaction), true),
  removeReaction: (state, device, { messageId, reaction }) =>
    react(state, device, messageId, String(reaction), false),

  fetchReactions(state, device, { request, filters }) {
    const { messageId, reaction, limit } = filters as { messageId: string; reaction?: string; limit: number };
    const message = find(state, messageId);
    const me = device.session ?? "";
    if (!message || access(state, message, me) !== "ok" || message.deletedBy !== undefined) return undefined;
    const list = listOf(state, device, String(request));
    if (list.isOver) return undefined;
    if (list.version !== state.version) return undefined;
    const rows = [...message.reactions]
      .filter(([one]) => reaction === undefined || one === reaction)
      .flatMap(([one, uids]) => [...uids].map((uid) => `${uid} ${one}`))
      .filter((row) => !list.given.has(row));
    const size = Math.min(limit, rows.length);
    const nameOf = (row: unknown) => {
      const { uid, reaction: of } = (row ?? {}) as { uid?: string; reaction?: string };
      return `${uid} ${of}`;
    };
    const pattern = looking(`${size} of ${rows.join(", ") || "none"}`, (seen, path) => {
      const names = Array.isArray(seen) ? seen.map(nameOf) : [];
      const isPage =
        Array.isArray(seen) &&
        names.length === size &&
        new Set(names).size === size &&
        names.every((name) => rows.includes(name));
      if (!isPage)
        return [
          {
            path,
            expected: `${size} of ${rows.join(", ") || "none"}`,
            seen: Array.isArray(seen) ? names : seen,
          },
        ];
      return seen.flatMap((row, index) =>
        differences(
          { messageId: message.id, reactedBy: { uid: (row as { uid: string }).uid } },
          row,
          `${path}[${index}]`,
        ),
      );
    });
    return {
      outcome: value(pattern, "RCT-LIST-01", ...(reaction === undefined ? [] : ["RCT-LIST-02"])),
      asked: ["RCT-ASK-01"],
      apply(seen) {
        if (!Array.isArray(seen)) return;
        for (const row of seen) list.given.add(nameOf(row));
        list.isOver = seen.length === 0;
      },
    };
  },
};

function react(
  state: State,
  device: ModelDevice,
  id: unknown,
  reaction: string,
  isAdding: boolean,
): Expectation | undefined {
  const me = device.session ?? "";
  const asked = ["RCT-ASK-01"];
  const message = find(state, id);
  if (!message) return { outcome: refusal("ERR_MESSAGE_ID_NOT_FOUND", "MSG-GET-02"), asked };
  if (message.deletedBy !== undefined || message.hiddenFrom.has(me)) return undefined;
  const group = message.receiverType === "group" ? state.groups.get(message.receiverId) : undefined;
  const cell = group && isAdding ? cellFor(group, "addReaction", me, "another's") : undefined;
  if (!partiesOf(state, message).includes(me)) {
    return {
      outcome: refusal(
        group ? "ERR_NOT_A_MEMBER" : "ERR_MESSAGE_NO_ACCESS",
        ...(cell ? [cell.rule] : group ? [] : ["MSG-GET-03"]),
      ),
      asked,
    };
  }
  const uids = message.reactions.get(reaction) ?? new Set();
  const isAgain = uids.has(me) === isAdding;
  if (!isAdding && isAgain) return undefined;
  const after = {
    ...message,
    reactions: new Map([...message.reactions].map(([one, of]) => [one, new Set(of)])),
  };
  const mine = after.reactions.get(reaction) ?? new Set();
  if (isAdding) mine.add(me);
  else mine.delete(me);
  after.reactions.set(reaction, mine);
  const name = isAdding ? "onMessageReactionAdded" : "onMessageReactionRemoved";
  const hearers = isAgain ? [] : devicesOf(state, partiesOf(state, message), device);
  return {
    outcome: value(
      { ...messagePattern(state, message), reactions: reactionsPattern(after, me) },
      ...(cell ? [cell.rule] : []),
      isAdding ? "RCT-ADD-01" : "RCT-DEL-01",
      ...(isAdding ? ["RCT-ADD-04", "RCT-EMOJI-01"] : []),
      ...(isAgain ? ["RCT-ADD-03"] : []),
    ),
    events: hearers.map(
      (hearer): ExpectedEvent => ({
        device: hearer.id,
        name: `message.${name}`,
        payload: {
          reaction: { messageId: message.id, reaction, uid: me, reactedBy: userPattern(state, me) },
          receiverType: message.receiverType,
        },
        ...orNot(isBlockedPair(state, message), [isAdding ? "RCT-ADD-02" : "RCT-DEL-02"]),
      }),
    ),
    asked,
    apply() {
      message.reactions.set(reaction, mine);
      state.version += 1;
    },
  };
}
