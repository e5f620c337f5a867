import type { Action, Message } from "../simulator/records.ts";
import { printGroupEntity } from "./group.ts";
import type { Fields, Printed } from "./json-text.ts";
import { printMessage } from "./message.ts";
import { printUserEntity } from "./user.ts";
import type { Viewpoint } from "./viewpoint.ts";

/**
 * The data of a row that tells what was done to a group's members or to a message. The SDK makes the sentence out of the
 * entities by itself, and drops the row when one that it needs is missing. seen from the official SDK 4.2.0
 */
export function printAction(view: Viewpoint, message: Message, action: Action): Fields {
  return {
    action: action.action,
    extras: action.scope && { scope: action.scope },
    entities: {
      by: { entity: printUserEntity(view, action.by), entityType: "user" },
      on: printTarget(view, action),
      for: { entity: printPlace(view, message, action), entityType: message.receiverType },
    },
  };
}

function printTarget(view: Viewpoint, { onUser, onMessage }: Action): Fields | undefined {
  if (onMessage) return { entity: printMessage(view, onMessage), entityType: "message" };
  return onUser === undefined ? undefined : { entity: printUserEntity(view, onUser), entityType: "user" };
}

/** The conversation's other side; a group as large as it was right after the action. */
function printPlace(view: Viewpoint, { receiver, receiverType }: Message, { membersCount }: Action): Printed {
  return receiverType === "user"
    ? printUserEntity(view, receiver)
    : printGroupEntity(view, receiver, membersCount);
}
