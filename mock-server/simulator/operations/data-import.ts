import * as z from "zod";
import { ServiceError } from "../errors.ts";
import { settleImports } from "../import-conversations.ts";
import { importMessage, type MessageRow, readMessageRow } from "../import-messages.ts";
import { importGroup, importMember, importUser } from "../import-people.ts";
import { importRun } from "../import-run.ts";
import { operation } from "../operation.ts";
import { perUid, type Result, type Results } from "../per-uid.ts";
import type { Group, Member, Message, User } from "../records.ts";
import { LIMITS } from "../rules/limits.ts";

/** Rows by their keys. docs: rest-api/data-import */
const rowsField = z
  .record(z.string(), z.unknown())
  .refine((rows) => Object.keys(rows).length <= LIMITS.importRows, {
    error: `may not hold more than ${LIMITS.importRows} rows.`,
  });

/** docs: rest-api/data-import */
export const importUsers = operation({
  name: "importUsers",
  access: "key",
  input: () => z.object({ users: rowsField }),
  run: (context, { users }): Results<{ readonly user: User }> =>
    perUid(Object.keys(users), (key) => ({ user: importUser(context, key, users[key]) })),
});

/** docs: rest-api/data-import */
export const importGroups = operation({
  name: "importGroups",
  access: "key",
  input: () => z.object({ groups: rowsField }),
  run: (context, { groups }): Results<{ readonly group: Group }> =>
    perUid(Object.keys(groups), (key) => ({ group: importGroup(context, key, groups[key]) })),
});

/** docs: rest-api/data-import */
export const importMembers = operation({
  name: "importMembers",
  access: "key",
  input: () => z.object({ members: rowsField }),
  run: (
    context,
    { members },
  ): Results<{ readonly member: Pick<Member, "guid" | "uid" | "scope" | "joinedAt"> }> =>
    perUid(Object.keys(members), (key) => ({ member: importMember(context, key, members[key]) })),
});

/**
 * Rows of one call enter history in the order of their times. What they mean for conversations is settled before the next
 * command that is no import of messages. docs: rest-api/data-import
 */
export const importMessages = operation({
  name: "importMessages",
  access: "key",
  input: () => z.object({ messages: rowsField }),
  run(context, { messages }): Results<{ readonly message: Message }> {
    const rows: MessageRow[] = [];
    const results = new Map<string, Result<{ readonly message: Message }>>();
    const attempt = (key: string, act: () => Result<{ readonly message: Message }> | undefined) => {
      const result = resultOf(act);
      if (result) results.set(key, result);
    };
    for (const [key, raw] of Object.entries(messages)) {
      attempt(key, () => void rows.push(readMessageRow(context, key, raw)));
    }
    const imports = importRun(context.state);
    for (const row of rows.sort(byTime)) {
      attempt(row.key, () => ({ success: true, message: importMessage(context, imports, row) }));
    }
    imports.close();
    return Object.fromEntries(Object.keys(messages).flatMap((key) => entryOf(results, key)));
  },
});

/**
 * Brings up to date what imports of messages have left to the next who looks. It comes before any other operation by
 * itself, as a command of its own: a history that is played again settles where it did the first time.
 */
export const settleImported = operation({
  name: "settleImported",
  access: "key",
  input: () => z.object({}),
  run: ({ state }) => settleImports(state),
});

const listField = z.array(z.unknown()).default([]);

/**
 * Imports a whole world at once, of any size: all of it or nothing. There is no request for it; rows are those of the
 * import requests, without their keys. A world in parts is the same as one in one part: messages are settled by the next
 * command that brings anything else.
 *
 * @example
 * world.server.run("loadWorld", {
 *   users: [{ uid: "ada", name: "Ada" }],
 *   messages: [{ muid: "1", sender: "ada", receiverType: "user", receiver: "bob", sentAt: 1690000000, data: { text: "hi" } }],
 * });
 */
export const loadWorld = operation({
  name: "loadWorld",
  access: "key",
  input: () => z.object({ users: listField, groups: listField, members: listField, messages: listField }),
  run(context, { users, groups, members, messages }) {
    if (users.length + groups.length + members.length > 0) settleImports(context.state);
    each(users, "users", (row) => importUser(context, keyOf(row, "uid"), row));
    each(groups, "groups", (row) => importGroup(context, keyOf(row, "guid"), row));
    each(members, "members", (row) => importMember(context, keyOf(row, "memberId"), row));
    const rows: MessageRow[] = [];
    each(messages, "messages", (row) => rows.push(readMessageRow(context, keyOf(row, "muid"), row)));
    const imports = importRun(context.state);
    each(rows.sort(byTime), "messages", (row) => importMessage(context, imports, row));
    imports.close();
    const count = { users: users.length, groups: groups.length, members: members.length };
    return { ...count, messages: messages.length };
  },
});

/** Does something for each row. @throws ServiceError, naming the row, what one of them is refused with */
function each<R>(rows: readonly R[], what: string, act: (row: R) => unknown): void {
  for (const [index, row] of rows.entries()) {
    try {
      act(row);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      throw new ServiceError(error.code, `${what}[${index}]: ${error.message}`, error.details);
    }
  }
}

/** What a row calls itself; whatever that is, its format says whether it may. */
function keyOf(row: unknown, field: string): string {
  const own = (row as Readonly<Record<string, unknown>> | null)?.[field];
  return typeof own === "string" ? own : "";
}

function byTime(a: MessageRow, b: MessageRow): number {
  return a.row.sentAt - b.row.sentAt;
}

function resultOf<T extends object>(act: () => Result<T> | undefined): Result<T> | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof ServiceError) return { success: false, error };
    throw error;
  }
}

function entryOf<T>(results: ReadonlyMap<string, T>, key: string): [[string, T]] | [] {
  const result = results.get(key);
  return result === undefined ? [] : [[key, result]];
}
