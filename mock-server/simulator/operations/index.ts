import type * as z from "zod";
import type { Operation } from "../operation.ts";
import * as authTokens from "./auth-tokens.ts";
import * as bans from "./bans.ts";
import * as blocks from "./blocks.ts";
import * as changeMessage from "./change-message.ts";
import * as conversations from "./conversations.ts";
import * as friends from "./friends.ts";
import * as getMessage from "./get-message.ts";
import * as groupList from "./group-list.ts";
import * as groups from "./groups.ts";
import * as listMessages from "./list-messages.ts";
import * as members from "./members.ts";
import * as presence from "./presence.ts";
import * as reactions from "./reactions.ts";
import * as receipts from "./receipts.ts";
import * as roles from "./roles.ts";
import * as sendMessage from "./send-message.ts";
import * as sessions from "./sessions.ts";
import * as signals from "./signals.ts";
import * as threads from "./threads.ts";
import * as unreadCounts from "./unread-counts.ts";
import * as userLifecycle from "./user-lifecycle.ts";
import * as users from "./users.ts";

const modules = {
  ...authTokens,
  ...bans,
  ...blocks,
  ...changeMessage,
  ...conversations,
  ...friends,
  ...getMessage,
  ...groupList,
  ...groups,
  ...listMessages,
  ...members,
  ...presence,
  ...reactions,
  ...receipts,
  ...roles,
  ...sendMessage,
  ...sessions,
  ...signals,
  ...threads,
  ...unreadCounts,
  ...userLifecycle,
  ...users,
};

type Exports = typeof modules;
type Operations = {
  [K in keyof Exports as Exports[K] extends Operation ? Exports[K]["name"] : never]: Exports[K];
};

/** Everything the service can do, by name. */
export const operations = modules as Operations;

export type OperationName = keyof Operations;
export type InputOf<N extends OperationName> = z.input<Operations[N]["input"]>;
export type ResultOf<N extends OperationName> = ReturnType<Operations[N]["run"]>;
