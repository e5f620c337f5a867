import type { Mutant } from "../mutant.ts";
import {
  actionOf,
  inBody,
  type Json,
  json,
  layered,
  ofType,
  on,
  sending,
  shouting,
  without,
} from "./change.ts";

const isPresence = (action: string) => (frame: Json) =>
  frame.type === "presence" && actionOf(frame) === action;
const isTyping = ofType("typing_indicator");
const isTransient = ofType("transient_message");
const isToGroup = ({ receiverType }: Json) => receiverType === "group";

/** Of a device that nobody takes for its own. */
const presenceOf = (uid: string): Json => ({
  type: "presence",
  sender: uid,
  deviceId: "another",
  body: { action: "online", timestamp: 1, user: { uid, name: uid } },
});

/** Says something to some devices when a device has come. */
const onComing = (
  isMeant: (mine: { uid: string; deviceId: string }, other: { uid: string; deviceId: string }) => boolean,
): Mutant["server"] =>
  layered(({ push }) => ({
    sends(frame, to) {
      if (frame.type === "auth") push(presenceOf(to.uid), (other) => isMeant(to, other));
      return [frame];
    },
  }));

/** Presence, typing and transient messages. */
export const signals: readonly Mutant[] = [
  { name: "coming is not told", rules: ["PRS-ON-01"], server: sending(isPresence("online"), () => []) },
  { name: "going is not told", rules: ["PRS-OFF-01"], server: sending(isPresence("offline"), () => []) },
  {
    name: "going is told as coming",
    rules: ["PRS-OFF-01"],
    server: sending(isPresence("offline"), (frame) => [
      inBody(frame, (body) => ({ ...body, action: "online" })),
    ]),
  },
  {
    name: "who goes was never active",
    rules: ["PRS-LAST-01"],
    server: sending(isPresence("offline"), (frame) => [inBody(frame, (body) => without(body, "timestamp"))]),
  },
  {
    name: "every device that comes is told",
    rules: ["PRS-MORE-01"],
    server: onComing(
      (mine, { uid, deviceId }) => mine.deviceId === "u1.b" && uid === "u3" && deviceId !== mine.deviceId,
    ),
  },
  {
    name: "who has not subscribed is told",
    rules: ["PRS-NONE-01"],
    server: onComing((mine, { uid }) => uid === "u2" && mine.uid !== "u2"),
  },
  {
    name: "the roles of a subscription are not looked at",
    rules: ["PRS-ROLE-01"],
    server: onComing((mine, { uid }) => uid === "u3" && mine.uid === "u2"),
  },
  {
    name: "friends of a subscription are all users",
    rules: ["PRS-FRIEND-01"],
    server: onComing((mine, { uid }) => uid === "u4" && mine.uid === "u2"),
  },
  {
    name: "one is told of oneself",
    rules: ["PRS-SELF-01"],
    server: onComing(
      (mine, { uid, deviceId }) => uid === mine.uid && uid === "u1" && deviceId === mine.deviceId,
    ),
  },
  {
    name: "the start of typing is not told",
    rules: ["TYP-START-01"],
    server: sending(
      (frame) => isTyping(frame) && actionOf(frame) === "started",
      () => [],
    ),
  },
  {
    name: "the end of typing is told as its start",
    rules: ["TYP-END-01"],
    server: sending(isTyping, (frame) => [inBody(frame, (body) => ({ ...body, action: "started" }))]),
  },
  {
    name: "who is no member hears who types",
    rules: ["TYP-GROUP-01"],
    server: shouting((frame) => isTyping(frame) && isToGroup(frame)),
  },
  {
    name: "typing in a group is told to one",
    rules: ["TYP-GROUP-01"],
    server: sending(
      (frame) => isTyping(frame) && isToGroup(frame),
      (frame, { uid }) => (uid === "u2" ? [frame] : []),
    ),
  },
  {
    name: "metadata of typing is lost",
    rules: ["TYP-META-01"],
    server: sending(isTyping, (frame) => [inBody(frame, (body) => without(body, "metadata"))]),
  },
  {
    name: "typing goes over a block",
    rules: ["TYP-BLOCK-01"],
    server: layered(({ push }) => {
      const told = new Set<string>();
      const keyOf = (frame: Json) => `${String(frame.sender)} ${String(frame.receiver)}`;
      return {
        sends(frame) {
          if (isTyping(frame)) told.add(keyOf(frame));
          return [frame];
        },
        hears(frame, from) {
          if (isTyping(frame) && !isToGroup(frame)) {
            queueMicrotask(() => {
              if (!told.has(keyOf(frame)))
                push({ ...frame, deviceId: from.deviceId }, ({ uid }) => uid === frame.receiver);
            });
          }
          return [frame];
        },
      };
    }),
  },
  {
    name: "transient messages lose their data",
    rules: ["TRN-SEND-01"],
    server: sending(isTransient, (frame) => [inBody(frame, (body) => ({ ...body, data: {} }))]),
  },
  {
    name: "transient messages to a group are told to everybody",
    rules: ["TRN-SEND-02"],
    server: shouting((frame) => isTransient(frame) && isToGroup(frame)),
  },
  {
    name: "transient messages stay in the history",
    rules: ["TRN-KEEP-01"],
    server: layered(() => {
      const kept: Json[] = [];
      return {
        hears(frame) {
          if (isTransient(frame)) kept.push(frame);
          return [frame];
        },
        async answer(request, ask) {
          const answer = await ask(request);
          if (!on("GET", "users/*/messages")(request) || !Array.isArray(answer.body.data)) return answer;
          const rows = kept.map((frame, index) => ({
            ...without(frame, "body"),
            id: String(900 + index),
            category: "custom",
            type: "transient",
            sentAt: 1,
            data: { customData: json(frame.body).data },
          }));
          return { ...answer, body: { ...answer.body, data: [...answer.body.data, ...rows] } };
        },
      };
    }),
  },
  {
    name: "transient messages wait for who is not there",
    rules: ["TRN-OFF-01"],
    server: layered(({ push }) => {
      const missed = new Map<unknown, Json>();
      return {
        hears(frame) {
          if (isTransient(frame) && !isToGroup(frame))
            missed.set(frame.receiver, { ...frame, deviceId: "another" });
          return [frame];
        },
        sends(frame, { uid }) {
          if (isTransient(frame)) missed.delete(uid);
          const waiting = frame.type === "auth" ? missed.get(uid) : undefined;
          if (waiting) {
            missed.delete(uid);
            queueMicrotask(() => push(waiting, (owner) => owner.uid === uid));
          }
          return [frame];
        },
      };
    }),
  },
];
