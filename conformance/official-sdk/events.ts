import { type NextOptions, openJournal } from "./journal.ts";
import type { SdkRealm } from "./realm.ts";
import { CALLBACKS, type EventName, type SdkEvents } from "./sdk-events.ts";

/** One callback that fired. */
export interface RecordedEvent {
  readonly name: EventName;
  readonly args: readonly unknown[];
}

interface Entry extends RecordedEvent {
  /** Handed out by `next`, or cleared. */
  taken: boolean;
}

/** The listener callbacks of one realm, in the order they fired. */
export interface EventLog {
  /** Everything that fired since {@link record}, whether taken or not. */
  readonly all: readonly RecordedEvent[];
  /**
   * Takes the earliest event of that name that nobody took yet and that the predicate accepts; waits for it if need be.
   *
   * @example const [message] = await events.next("onTextMessageReceived", (text) => text.getText() === "hello");
   */
  next<N extends EventName>(
    name: N,
    accepts?: (...args: SdkEvents[N]) => boolean,
    options?: Pick<NextOptions, "deadline">,
  ): Promise<SdkEvents[N]>;
  /**
   * Fails if an event of that name is there that nobody took.
   * It looks at now: first wait for something that the service sends after the event in question.
   */
  none<N extends EventName>(name: N, accepts?: (...args: SdkEvents[N]) => boolean): void;
  /** Takes everything that is there. */
  clear(): void;
}

/** Registers a listener of every kind with every callback, and records what fires. */
export function record(realm: Pick<SdkRealm, "CometChat">, id = "recorder"): EventLog {
  const journal = openJournal<Entry>(({ name, args }) => `${name}(${args.map(printArgument).join(", ")})`);
  const callbacks = (names: readonly EventName[]) =>
    Object.fromEntries(
      names.map((name) => [name, (...args: unknown[]) => journal.add({ name, args, taken: false })]),
    );
  const { CometChat: sdk } = realm;
  sdk.addMessageListener(id, new sdk.MessageListener(callbacks(CALLBACKS.MessageListener)));
  // Only this class maps the documented onMemberAddedToGroup to the name the SDK calls (socket.md §5).
  sdk.addGroupListener(id, new sdk.GroupListener(callbacks(CALLBACKS.GroupListener)));
  sdk.addUserListener(id, new sdk.UserListener(callbacks(CALLBACKS.UserListener)));
  sdk.addConnectionListener(id, new sdk.ConnectionListener(callbacks(CALLBACKS.ConnectionListener)));
  sdk.addLoginListener(id, new sdk.LoginListener(callbacks(CALLBACKS.LoginListener)));
  sdk.addCallListener(id, new sdk.CallListener(callbacks(CALLBACKS.CallListener)));
  sdk.addAIAssistantListener(id, new sdk.AIAssistantListener(callbacks(CALLBACKS.AIAssistantListener)));
  sdk.addNotificationFeedListener(
    id,
    new sdk.NotificationFeedListener(callbacks(CALLBACKS.NotificationFeedListener)),
  );
  sdk.addConversationListener(id, new sdk.ConversationListener(callbacks(CALLBACKS.ConversationListener)));

  return {
    all: journal.entries,
    async next(name, accepts, { deadline } = {}) {
      const take = (entry: Entry) => {
        if (!waitsFor(entry, name, accepts)) return false;
        entry.taken = true;
        return true;
      };
      const entry = await journal.next(
        take,
        `the callback ${name}`,
        deadline === undefined ? {} : { deadline },
      );
      return argumentsOf(name, entry);
    },
    none(name, accepts) {
      const entry = journal.entries.find((candidate) => waitsFor(candidate, name, accepts));
      if (entry === undefined) return;
      throw new Error(
        `Expected no ${name}, but it fired with (${entry.args.map(printArgument).join(", ")}).`,
      );
    },
    clear() {
      for (const entry of journal.entries) entry.taken = true;
    },
  };
}

function waitsFor<N extends EventName>(
  entry: Entry,
  name: N,
  accepts: ((...args: SdkEvents[N]) => boolean) | undefined,
): boolean {
  if (entry.taken || entry.name !== name) return false;
  return accepts === undefined || accepts(...argumentsOf(name, entry));
}

/** The SDK's typings declare every callback as a bare Function: that it passes these arguments is what tests find out. */
function argumentsOf<N extends EventName>(_name: N, entry: RecordedEvent): SdkEvents[N] {
  return entry.args as SdkEvents[N];
}

function printArgument(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
