import { VERDICTS } from "../../../mock-server/index.ts";
import { RULES } from "../../rules/index.ts";
import type { Mutant } from "../mutant.ts";

/** How rules name what the tables name. */
const SHORT: Readonly<Record<string, string>> = {
  owner: "OWN",
  admin: "ADM",
  moderator: "MOD",
  participant: "PAR",
  none: "OUT",
};
const short = (standing: string | undefined) => SHORT[standing ?? ""] ?? "";

/** Rows of the matrix that tables have by another name. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  "group.updateGroup": ["UPDATE"],
  "group.deleteGroup": ["DELETE"],
  "group.addMembers": ["ADD"],
  "group.transferOwnership": ["OWNER"],
  "group.leave": ["LEAVE"],
  "group.listMembers": ["MEMBERS"],
  "group.listBanned": ["BANNED"],
  "group.send": ["SEND", "REACT"],
  "group.readHistory": ["HISTORY"],
  "message.editOwn": ["EDIT-OWN"],
  "message.deleteOwn": ["DROP-OWN"],
  "message.others": ["EDIT-OTH", "DROP-OTH"],
};
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  "group.leave.owner": ["GRP-LEAVE-03"],
  "join.public": ["GRP-JOIN-01"],
  "join.password": ["GRP-JOIN-02"],
  "join.private": ["GRP-JOIN-05"],
  "authKey.createUser": ["USR-NEW-01"],
  "authKey.updateUser": ["USR-UPD-01"],
  "authKey.createAuthToken": ["KEY-AUTH-01", "SES-LOGIN-01"],
};

const OF_CALLS = RULES.filter(({ area }) => area === "calls").map(({ id }) => id);

/** The rules of the matrix, or those of calls, that say the same as a cell. */
function rulesOf(cell: string): readonly string[] {
  const [table, ...path] = cell.split(".");
  if (table === "call") return OF_CALLS;
  const actor = short(path.at(-1));
  const rows = () => {
    const [target, wanted] = path;
    switch (table) {
      case "remove":
        return [`KICK-${short(target)}`, `BAN-${short(target)}`];
      case "unban":
        return ["UNBAN-BAN"];
      case "changeScope":
        return [`SCOPE-${short(target)}-${short(wanted)}`];
      default:
        return ROWS[`${table}.${target}`] ?? [];
    }
  };
  const known = new Set(RULES.map(({ id }) => id));
  return [...(OTHERS[cell] ?? []), ...rows().map((row) => `PRV-${row}-${actor}`)].filter((id) =>
    known.has(id),
  );
}

/** Cells that cannot be seen from outside, and why: those of one reason are flipped together. */
const HIDDEN: readonly {
  readonly name: string;
  readonly cells: RegExp;
  readonly why: string;
}[] = [
  {
    name: "what owners do to themselves",
    cells: /^(remove|changeScope)\.owner(\.\w+)?\.owner$/,
    why: "who acts on itself is refused before the table is looked at",
  },
  {
    name: "who changes the scope of who is no member",
    cells: /^changeScope\.none\.\w+\.(owner|admin|moderator)$/,
    why: "that there is no such member is the same refusal",
  },
  {
    name: "who pins messages",
    cells: /^message\.pin\./,
    why: "no method of the driver protocol pins",
  },
  {
    name: "who begins a call that is there",
    cells: /^call\.(ofTwo\.\w+|ringing|begun)\.initiated\./,
    why: "no method of the driver protocol asks for it",
  },
  {
    name: "who finds that a call was not answered, beside its caller while it rings",
    cells:
      /^call\.(ofTwo\.(initiated\.unanswered\.receiver|ongoing\.unanswered\.\w+)|ringing\.unanswered\.invited|begun\.unanswered\.\w+)$/,
    why: "only a caller's client asks for it, of itself, and not once it has heard of an answer",
  },
  {
    name: "who ends a group's call without having joined it",
    cells: /^call\.begun\.ended\.invited$/,
    why: "who has not joined cannot say since when, and that is the same refusal of the same step",
  },
  {
    name: "who comes back to a group's call",
    cells: /^call\.begun\.ongoing\.left$/,
    why: "whether who has left may come back, the sources leave open",
  },
];

const isOk = (cell: string) => VERDICTS[cell] === "ok";
const flipped = (cell: string) => [cell, isOk(cell) ? "ERR_PERMISSION_DENIED" : "ok"] as const;
const CELLS = Object.keys(VERDICTS);

/** Servers with one cell of the rule tables the other way round: what is refused is allowed, and what is allowed refused. */
export const flippedCells: readonly Mutant[] = [
  ...CELLS.filter((cell) => !HIDDEN.some(({ cells }) => cells.test(cell))).map((cell) => ({
    name: `${cell} is ${isOk(cell) ? "refused" : "allowed"}`,
    rules: rulesOf(cell),
    server: { verdicts: Object.fromEntries([flipped(cell)]) },
  })),
  ...HIDDEN.map(({ name, cells, why }) => {
    const all = CELLS.filter((cell) => cells.test(cell));
    return {
      name: `${name}, ${all.length} cells`,
      rules: [],
      server: { verdicts: Object.fromEntries(all.map(flipped)) },
      lives: why,
    };
  }),
];
