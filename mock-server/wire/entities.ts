import * as z from "zod";
import { groupShape } from "./group.ts";
import { shape } from "./shape.ts";
import { userShape } from "./user.ts";

/** A user as a part of something, told from a group by a word beside it. */
export const userEntityShape = shape("UserEntity", () =>
  z.strictObject({ entity: userShape.schema, entityType: z.literal("user") }),
);

export const groupEntityShape = shape("GroupEntity", () =>
  z.strictObject({ entity: groupShape.schema, entityType: z.literal("group") }),
);

/** What a message is addressed to, or a call is with. */
export const partyShape = shape("Party", () =>
  z.discriminatedUnion("entityType", [userEntityShape.schema, groupEntityShape.schema]),
);

/** The two sides of a message or a call. */
export const partiesShape = shape("Parties", () =>
  z.strictObject({ sender: userEntityShape.schema, receiver: partyShape.schema }),
);
