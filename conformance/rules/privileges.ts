import type { Known, Rule } from "./rule.ts";

// The privilege matrix, cell by cell: what happens when somebody of one scope does something to somebody of another.

/** Who acts. An owner is an admin as well; `none` is no member. */
export const ACTORS = ["owner", "admin", "moderator", "participant", "none"] as const;
export type ActorScope = (typeof ACTORS)[number];

/** Who or what it is done to. */
export type Target =
  | "-"
  | "participant"
  | "moderator"
  | "admin"
  | "owner"
  | "outsider"
  | "banned"
  | "self"
  | "own"
  | "another's";

/** One row: an operation on a target, and for each actor `ok` or the code that refuses it. */
export interface PrivilegeRow {
  readonly operation: string;
  /** Short, for the rules' ids. */
  readonly key: string;
  readonly target: Target;
  readonly cells: Readonly<Record<ActorScope, Cell>>;
  readonly source: string;
}

/** `undefined` is a cell that there is not. */
export interface Cell {
  readonly verdict: string | undefined;
  readonly known: Known;
}

const CODES: Readonly<Record<string, string | undefined>> = {
  ok: "ok",
  CLR: "ERR_GROUP_NO_CLEARANCE",
  SCL: "ERR_GROUP_NO_SCOPE_CLEARANCE",
  ADM: "ERR_GROUP_NO_ADMIN_SCOPE",
  MOD: "ERR_GROUP_NO_MODERATOR_SCOPE",
  SELF: "ERR_GROUP_NO_SELF_ACTION",
  GNJ: "ERR_GROUP_NOT_JOINED",
  NAM: "ERR_NOT_A_MEMBER",
  SAME: "ERR_SAME_SCOPE",
  BANNED: "ERR_ALREADY_BANNED",
  NOTBANNED: "ERR_NOT_A_BANNED_USER",
  EXIT: "ERR_OWNER_EXIT_FORBIDDEN",
  NAS: "ERR_MESSAGE_NOT_A_SENDER",
  NOACC: "ERR_MESSAGE_NO_ACCESS",
};

/** A `?` behind a verdict says that no source has it: it is assumed. */
const TABLE = `
  operation              | key       | target      | owner      | admin      | moderator  | participant | none  | source
  updateGroup            | UPDATE    | -           | ok         | ok         | ok         | MOD         | GNJ?  | docs: key concepts, vendor's Android tests
  deleteGroup            | DELETE    | -           | ok         | ok         | ADM?       | ADM?        | GNJ?  | docs: key concepts
  addMembersToGroup      | ADD       | outsider    | ok         | ok         | ADM?       | ADM?        | GNJ?  | docs: restrict features
  kickGroupMember        | KICK-PAR  | participant | ok         | ok         | ok         | CLR         | GNJ?  | docs: key concepts, vendor's Android tests
  kickGroupMember        | KICK-MOD  | moderator   | ok         | ok         | CLR        | CLR         | GNJ?  | docs: key concepts, vendor's Android tests
  kickGroupMember        | KICK-ADM  | admin       | ok         | ok         | CLR        | CLR         | GNJ?  | docs: key concepts, vendor's Android tests
  kickGroupMember        | KICK-OWN  | owner       |            | CLR?       | CLR        | CLR         | GNJ?  | docs: transfer-group-ownership
  kickGroupMember        | KICK-SELF | self        | SELF       | SELF       | SELF       | SELF        |       | docs: error guide
  kickGroupMember        | KICK-OUT  | outsider    | NAM?       | NAM?       | NAM?       | CLR         | GNJ?  | docs: error guide
  banGroupMember         | BAN-PAR   | participant | ok         | ok         | ok         | CLR         | GNJ?  | docs: key concepts, vendor's Android tests
  banGroupMember         | BAN-MOD   | moderator   | ok         | ok         | CLR        | CLR         | GNJ?  | docs: key concepts, vendor's Android tests
  banGroupMember         | BAN-ADM   | admin       | ok         | ok         | CLR        | CLR         | GNJ?  | docs: key concepts, vendor's Android tests
  banGroupMember         | BAN-OWN   | owner       |            | CLR?       | CLR        | CLR         | GNJ?  | docs: transfer-group-ownership
  banGroupMember         | BAN-SELF  | self        | SELF       | SELF       | SELF       | SELF        |       | docs: error guide
  banGroupMember         | BAN-BAN   | banned      | BANNED     | BANNED     | BANNED     | CLR         | GNJ?  | docs: error guide
  unbanGroupMember       | UNBAN-BAN | banned      | ok         | ok         | ok         | CLR?        | GNJ?  | docs: restrict features, vendor's Android tests
  unbanGroupMember       | UNBAN-OUT | outsider    | NOTBANNED  | NOTBANNED  | NOTBANNED  | CLR?        | GNJ?  | docs: error guide
  updateGroupMemberScope:admin       | SCOPE-PAR-ADM | participant | ok | ok | SCL | SCL | GNJ? | docs: key concepts, vendor's Android tests
  updateGroupMemberScope:admin       | SCOPE-MOD-ADM | moderator   | ok | ok | SCL | SCL | GNJ? | docs: key concepts, vendor's Android tests
  updateGroupMemberScope:moderator   | SCOPE-PAR-MOD | participant | ok | ok | ok  | SCL | GNJ? | docs: key concepts, vendor's Android tests
  updateGroupMemberScope:moderator   | SCOPE-ADM-MOD | admin       | ok | ok | SCL | SCL | GNJ? | docs: key concepts, vendor's Android tests
  updateGroupMemberScope:participant | SCOPE-MOD-PAR | moderator   | ok | ok | SCL | SCL | GNJ? | docs: key concepts, vendor's Android tests
  updateGroupMemberScope:participant | SCOPE-ADM-PAR | admin       | ok | ok | SCL | SCL | GNJ? | docs: key concepts, vendor's Android tests
  updateGroupMemberScope:admin       | SCOPE-OWN-ADM | owner       |    | SCL? | SCL? | SCL? | GNJ? | docs: transfer-group-ownership
  updateGroupMemberScope:moderator   | SCOPE-OWN-MOD | owner       |    | SCL? | SCL? | SCL? | GNJ? | docs: transfer-group-ownership
  updateGroupMemberScope:participant | SCOPE-OWN-PAR | owner       |    | SCL? | SCL | SCL | GNJ? | docs: transfer-group-ownership
  updateGroupMemberScope:participant | SCOPE-SELF    | self        | SELF | SELF | SELF | SELF | | docs: error guide
  updateGroupMemberScope:participant | SCOPE-PAR-PAR | participant | SAME | SAME | SAME? | SCL | GNJ? | docs: error guide
  updateGroupMemberScope:admin       | SCOPE-ADM-ADM | admin       | SAME | SAME | SCL? | SCL? | GNJ? | docs: error guide
  updateGroupMemberScope:moderator   | SCOPE-MOD-MOD | moderator   | SAME | SAME | SAME? | SCL? | GNJ? | docs: error guide
  updateGroupMemberScope:admin       | SCOPE-OUT-ADM | outsider    | NAM | NAM | NAM? | SCL? | GNJ? | docs: error guide
  updateGroupMemberScope:moderator   | SCOPE-OUT-MOD | outsider    | NAM | NAM | NAM? | SCL? | GNJ? | docs: error guide
  updateGroupMemberScope:participant | SCOPE-OUT-PAR | outsider    | NAM | NAM | NAM? | SCL? | GNJ? | docs: error guide
  transferGroupOwnership | OWNER     | participant | ok         | CLR?       | CLR?       | CLR?        | GNJ?  | docs: transfer-group-ownership
  leaveGroup             | LEAVE     | -           | EXIT       | ok         | ok         | ok          | GNJ?  | docs: transfer-group-ownership
  fetchGroupMembers      | MEMBERS   | -           | ok         | ok         | ok         | ok          | GNJ?  | vendor's Android tests
  fetchBannedMembers     | BANNED    | -           | ok         | ok         | ok         | MOD?        | GNJ?  | docs: group-kick-member
  sendTextMessage        | SEND      | -           | ok         | ok         | ok         | ok          | NAM   | docs: key concepts, vendor's Android tests
  fetchMessages          | HISTORY   | -           | ok         | ok         | ok         | ok          | GNJ   | vendor's Android tests
  addReaction            | REACT     | another's   | ok         | ok         | ok         | ok          | NAM?  | docs: key concepts
  editMessage            | EDIT-OWN  | own         | ok         | ok         | ok         | ok          | NAM?  | docs: edit-message
  editMessage            | EDIT-OTH  | another's   | ok         | ok         | ok         | NAS         | NOACC | docs: edit-message
  deleteMessage          | DROP-OWN  | own         | ok         | ok         | ok         | ok          | NOACC? | docs: delete-message
  deleteMessage          | DROP-OTH  | another's   | ok         | ok         | ok         | NAS         | NOACC | docs: delete-message
`;

const SHORT: Readonly<Record<ActorScope, string>> = {
  owner: "OWN",
  admin: "ADM",
  moderator: "MOD",
  participant: "PAR",
  none: "OUT",
};

/** The matrix, row by row. */
export const PRIVILEGES: readonly PrivilegeRow[] = TABLE.split("\n")
  .filter((line) => line.trim() !== "")
  .slice(1)
  .map((line) => {
    const [operation = "", key = "", target = "", ...rest] = line.split("|").map((cell) => cell.trim());
    const cells = Object.fromEntries(ACTORS.map((actor, index) => [actor, readCell(rest[index] ?? "")]));
    return {
      operation,
      key,
      target: target as Target,
      cells: cells as Record<ActorScope, Cell>,
      source: rest[ACTORS.length] ?? "",
    };
  });

function readCell(cell: string): Cell {
  return { verdict: CODES[cell.replace("?", "")], known: cell.endsWith("?") ? "assumed" : "stated" };
}

/** The id of a cell's rule. */
export function idOfCell(row: PrivilegeRow, actor: ActorScope): string {
  return `PRV-${row.key}-${SHORT[actor]}`;
}

/** The cells as rules. */
export const privileges: readonly Rule[] = PRIVILEGES.flatMap((row) =>
  ACTORS.flatMap((actor) => {
    const { verdict, known } = row.cells[actor];
    if (verdict === undefined) return [];
    const [operation = "", scope] = row.operation.split(":");
    const who = actor === "none" ? "Who is no member" : `A group's ${actor}`;
    const what = scope ? `${operation} to ${scope}` : operation;
    const whom = row.target === "-" ? "" : ` on ${targetText(row.target)}`;
    const ends = verdict === "ok" ? "works" : `is refused with ${verdict}`;
    return [
      {
        id: idOfCell(row, actor),
        area: "privileges",
        level: known === "assumed" ? ("should" as const) : ("must" as const),
        side: "both" as const,
        known,
        source: row.source,
        text: `${who}: ${what}${whom} ${ends}.`,
      },
    ];
  }),
);

function targetText(target: Target): string {
  switch (target) {
    case "self":
      return "itself";
    case "own":
      return "a message of its own";
    case "another's":
      return "another's message";
    case "outsider":
      return "who is no member";
    case "banned":
      return "who is banned";
    default:
      return `${target === "owner" ? "the" : target === "admin" ? "an" : "a"} ${target}`;
  }
}
