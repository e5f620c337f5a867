import type * as z from "zod";
import type { Operation } from "../operation.ts";
import * as agents from "./agents.ts";
import * as aiScripts from "./ai-scripts.ts";
import * as apiKeys from "./api-keys.ts";
import * as appSettings from "./app-settings.ts";
import * as authTokens from "./auth-tokens.ts";
import * as bans from "./bans.ts";
import * as blocks from "./blocks.ts";
import * as bots from "./bots.ts";
import * as calls from "./calls.ts";
import * as changeMessage from "./change-message.ts";
import * as collaboration from "./collaboration.ts";
import * as collaborators from "./collaborators.ts";
import * as conversations from "./conversations.ts";
import * as copilot from "./copilot.ts";
import * as dataImport from "./data-import.ts";
import * as extensions from "./extensions.ts";
import * as files from "./files.ts";
import * as flagMessage from "./flag-message.ts";
import * as flagReasons from "./flag-reasons.ts";
import * as friends from "./friends.ts";
import * as getMessage from "./get-message.ts";
import * as groupList from "./group-list.ts";
import * as groups from "./groups.ts";
import * as interactions from "./interactions.ts";
import * as keywordLists from "./keyword-lists.ts";
import * as legacyReactions from "./legacy-reactions.ts";
import * as listMessages from "./list-messages.ts";
import * as meetings from "./meetings.ts";
import * as members from "./members.ts";
import * as metrics from "./metrics.ts";
import * as moderationReview from "./moderation-review.ts";
import * as moderationRules from "./moderation-rules.ts";
import * as notificationFeed from "./notification-feed.ts";
import * as permissions from "./permissions.ts";
import * as pinnedConversations from "./pinned-conversations.ts";
import * as pinnedMessages from "./pinned-messages.ts";
import * as polls from "./polls.ts";
import * as presence from "./presence.ts";
import * as pushNotifications from "./push-notifications.ts";
import * as reactions from "./reactions.ts";
import * as receipts from "./receipts.ts";
import * as restrictedFeatures from "./restricted-features.ts";
import * as roles from "./roles.ts";
import * as savedMessages from "./saved-messages.ts";
import * as sendMessage from "./send-message.ts";
import * as sessions from "./sessions.ts";
import * as signals from "./signals.ts";
import * as threads from "./threads.ts";
import * as translation from "./translation.ts";
import * as unreadCounts from "./unread-counts.ts";
import * as userLifecycle from "./user-lifecycle.ts";
import * as users from "./users.ts";
import * as webhooks from "./webhooks.ts";

const modules = {
  ...appSettings,
  ...apiKeys,
  ...agents,
  ...aiScripts,
  ...authTokens,
  ...bans,
  ...blocks,
  ...calls,
  ...bots,
  ...changeMessage,
  ...collaboration,
  ...collaborators,
  ...conversations,
  ...copilot,
  ...extensions,
  ...files,
  ...flagMessage,
  ...flagReasons,
  ...dataImport,
  ...friends,
  ...getMessage,
  ...groupList,
  ...groups,
  ...legacyReactions,
  ...interactions,
  ...keywordLists,
  ...listMessages,
  ...meetings,
  ...members,
  ...moderationReview,
  ...moderationRules,
  ...pinnedConversations,
  ...pinnedMessages,
  ...metrics,
  ...permissions,
  ...polls,
  ...notificationFeed,
  ...presence,
  ...pushNotifications,
  ...reactions,
  ...receipts,
  ...restrictedFeatures,
  ...roles,
  ...savedMessages,
  ...sendMessage,
  ...sessions,
  ...signals,
  ...threads,
  ...translation,
  ...unreadCounts,
  ...userLifecycle,
  ...users,
  ...webhooks,
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
