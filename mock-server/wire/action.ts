import * as z from "zod";
import type { Action, Message } from "../simulator/records.ts";
import { groupEntityShape, partyShape, userEntityShape } from "./entities.ts";
import { printGroupEntity } from "./group.ts";
import type { Fields } from "./json-text.ts";
import { printMessage } from "./message.ts";
import { messageShape } from "./message-shape.ts";
import { type Of, shape } from "./shape.ts";
import { printUserEntity } from "./user.ts";
import type { Viewpoint } from "./viewpoint.ts";
import { scope } from "./words.ts";

/** What a message has once this was done to it. */
const MARKS = { edited: ["editedAt", "editedBy"], deleted: ["deletedAt", "deletedBy"] } as const;

/** A message as it was right after what was done to it. */
const messageEntityShape = shape("MessageEntity", () =>
  z.strictObject({
    entity: z.lazy((): z.ZodType<object> => messageShape.schema),
    entityType: z.literal("message"),
  }),
);

const messageActionDataShape = shape("MessageActionData", () =>
  z
    .strictObject({
      action: z.enum(["edited", "deleted"]),
      entities: z.strictObject({
        by: userEntityShape.schema,
        on: messageEntityShape.schema,
        for: partyShape.schema,
      }),
    })
    .refine(({ action, entities }) => MARKS[action].every((mark) => mark in entities.on.entity), {
      error: "The message does not tell by whom and when.",
    })
    .meta({ description: "Category `action`, type `message`." }),
);

const memberActionDataShape = shape("MemberActionData", () => {
  const by = userEntityShape.schema;
  const group = groupEntityShape.schema;
  return z
    .strictObject({
      action: z.enum(["joined", "left"]),
      entities: z.strictObject({ by, on: by.optional(), for: group }),
    })
    .meta({ description: "Category `action`, type `groupMember`: somebody came or went." });
});

const memberActionOnDataShape = shape("MemberActionOnData", () => {
  const by = userEntityShape.schema;
  const group = groupEntityShape.schema;
  return z
    .strictObject({
      action: z.enum(["added", "kicked", "banned", "unbanned"]),
      entities: z.strictObject({ by, on: by, for: group }),
    })
    .meta({ description: "Category `action`, type `groupMember`: somebody was made to come or go." });
});

const scopeActionDataShape = shape("ScopeActionData", () => {
  const by = userEntityShape.schema;
  const group = groupEntityShape.schema;
  return z
    .strictObject({
      action: z.literal("scopeChanged"),
      extras: z.strictObject({ scope: z.strictObject({ old: scope, new: scope }) }),
      entities: z.strictObject({ by, on: by, for: group }),
    })
    .meta({ description: "Category `action`, type `groupMember`: a member has another scope." });
});

export const actionDataShape = shape("ActionData", () =>
  z.discriminatedUnion("action", [
    messageActionDataShape.schema,
    memberActionDataShape.schema,
    memberActionOnDataShape.schema,
    scopeActionDataShape.schema,
  ]),
);
type ActionData = Of<typeof actionDataShape>;

/**
 * The data of a row that tells what was done to a group's members or to a message. The SDK makes the sentence out of the
 * entities by itself, and drops the row when one that it needs is missing. seen from the official SDK 4.2.0
 */
export function printAction(view: Viewpoint, message: Message, action: Action): Fields<ActionData> {
  // Which actions have a message or a scope, their records do not tell.
  return {
    action: action.action,
    extras: action.scope && { scope: action.scope },
    entities: {
      by: { entity: printUserEntity(view, action.by), entityType: "user" },
      on: printTarget(view, action),
      for: { entity: printPlace(view, message, action), entityType: message.receiverType },
    },
  } as Fields<ActionData>;
}

function printTarget(view: Viewpoint, { onUser, onMessage }: Action) {
  if (onMessage) return { entity: printMessage(view, onMessage), entityType: "message" };
  return onUser === undefined ? undefined : { entity: printUserEntity(view, onUser), entityType: "user" };
}

/** The conversation's other side; a group as large as it was right after the action. */
function printPlace(view: Viewpoint, { receiver, receiverType }: Message, { membersCount }: Action) {
  return receiverType === "user"
    ? printUserEntity(view, receiver)
    : printGroupEntity(view, receiver, membersCount);
}
