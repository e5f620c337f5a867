import type { ReferenceOperation } from "./reference-operation.ts";
import * as shapes from "./shapes.ts";

const TEXT = { text: "Ahoy", metadata: { mood: "good" } };

const IMPORTED_USER = {
  uid: "ivy",
  name: "Ivy",
  avatar: "https://example.com/i.png",
  link: "https://example.com/ivy",
  role: "crew",
  createdAt: "1673421419",
  lastActiveAt: "1673421425",
  metadata: { team: "red" },
  tags: ["old"],
};
const OWNER = { uid: "ada", name: "Ada" };
const IMPORTED_GROUP = {
  guid: "harbour",
  name: "Harbour",
  icon: "https://example.com/h.png",
  type: "public",
  owner: "ada",
  createdAt: "1673421419",
  metadata: { piers: 2 },
  tags: ["old"],
};

/** docs: rest-api/data-import */
export const DATA_IMPORT: readonly ReferenceOperation[] = [
  {
    method: "POST",
    path: "/data_import/users",
    body: { users: { ivy: IMPORTED_USER } },
    data: shapes.results({
      data: {
        data: { uid: "string", name: "string", status: "string", role: "string", createdAt: "number" },
      },
    }),
  },
  {
    method: "POST",
    path: "/data_import/groups",
    body: { groups: { harbour: { ...IMPORTED_GROUP, groupOwnerDetails: OWNER } } },
    // The example shows the id of a group under `uid`, which is a user's.
    data: shapes.results({
      data: {
        data: { guid: "string", name: "string", type: "string", owner: "string", createdAt: "number" },
      },
    }),
  },
  {
    method: "POST",
    path: "/data_import/members",
    body: {
      members: {
        harbour_member_ivy: {
          memberId: "harbour_member_ivy",
          guid: "harbour",
          uid: "ivy",
          scope: "admin",
          isBanned: false,
          joinedAt: "1673421450",
          groupDetails: IMPORTED_GROUP,
          userDetails: IMPORTED_USER,
        },
      },
    },
    data: shapes.results({ data: { data: shapes.MEMBERSHIP } }),
  },
  {
    method: "POST",
    path: "/data_import/messages",
    body: {
      messages: {
        m1: {
          muid: "m1",
          sender: "ada",
          receiver: "ben",
          receiverType: "user",
          category: "message",
          type: "text",
          data: TEXT,
          tags: ["old"],
          sentAt: "1673421460",
          deliveredAt: "1673421461",
          readAt: "1673421462",
          senderUserDetails: OWNER,
          receiverUserDetails: { uid: "ben", name: "Ben" },
        },
      },
    },
    data: shapes.results({ data: { ...(shapes.TEXT_MESSAGE as object), muid: "string" } }),
  },
];
