import type { OperationName } from "../operations/index.ts";

/** What the tables call the codes. */
const CODES: Readonly<Record<string, string>> = {
  ok: "ok",
  ADM: "ERR_GROUP_NO_ADMIN_SCOPE",
  BAD: "ERR_BAD_REQUEST",
  BANNED: "ERR_ALREADY_BANNED",
  CLR: "ERR_GROUP_NO_CLEARANCE",
  CNA: "ERR_CONVERSATION_NOT_ACCESSIBLE",
  EXIT: "ERR_OWNER_EXIT_FORBIDDEN",
  GNJ: "ERR_GROUP_NOT_JOINED",
  MOD: "ERR_GROUP_NO_MODERATOR_SCOPE",
  NAM: "ERR_NOT_A_MEMBER",
  NOACC: "ERR_MESSAGE_NO_ACCESS",
  NOTBANNED: "ERR_NOT_A_BANNED_USER",
  PART: "ERR_CALL_NOT_A_PART",
  PERM: "ERR_PERMISSION_DENIED",
  SAME: "ERR_SAME_SCOPE",
  SCL: "ERR_GROUP_NO_SCOPE_CLEARANCE",
  SELF: "ERR_GROUP_NO_SELF_ACTION",
  SENDER: "ERR_MESSAGE_NOT_A_SENDER",
  UID: "ERR_UID_NOT_FOUND",
};

/** One field of a matrix: what comes of an operation by someone on someone or something. */
export interface Cell {
  readonly operation: OperationName;
  /** What stands behind the colon of the operation's name. */
  readonly variant: string | undefined;
  readonly target: string;
  readonly actor: string;
  /** A code, or "ok". */
  readonly expected: string;
}

/**
 * Reads a matrix: a line of actors, and a line for each operation and target with what each actor gets.
 *
 * @example cellsOf(`
 *   operation  target | owner none
 *   leaveGroup -      | EXIT  GNJ
 * `)
 */
export function cellsOf(matrix: string): Cell[] {
  const [head, ...rows] = matrix.trim().split(/\n\s*/);
  const actors = (head?.split("|")[1] ?? "").trim().split(/\s+/);
  return rows.flatMap((text) => {
    const [left = "", right = ""] = text.split("|");
    const [name = "", target = ""] = left.trim().split(/\s+/);
    const [operation, variant] = name.split(":") as [OperationName, string | undefined];
    const verdicts = right.trim().split(/\s+/);
    return actors.map((actor, at) => ({
      operation,
      variant,
      target,
      actor,
      expected: CODES[verdicts[at] ?? ""] ?? `a typo in the row ${text}`,
    }));
  });
}
