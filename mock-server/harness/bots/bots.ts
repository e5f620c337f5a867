import type { App, DomainEvent, InputFor, Message, OperationName } from "../../simulator/index.ts";
import { ServiceError } from "../../simulator/index.ts";
import { pairKey } from "../../simulator/state.ts";
import { UsageError } from "../../usage-error.ts";
import { type BotScript, type ReadScript, readScript } from "./script.ts";

/** Users who answer by themselves. */
export interface Bots {
  /**
   * Has a user come online and answer by a script: it reads what it is told, types, and says what the script says.
   *
   * @throws UsageError for a script that makes no sense, and for a user who is not there
   * @example testkit.bots.add({ uid: "cometchat-uid-2", answers: [{ when: "hello", say: "Hi, {sender}!" }] });
   */
  add(script: BotScript): void;
  /** The UIDs of those there are. */
  list(): readonly string[];
  /** Has a user answer no more, and drop off; it may not have. */
  remove(uid: string): void;
  clear(): void;
}

/** The bots of an app, for whoever tells them what happens. */
export interface OwnBots extends Bots {
  /** Tells them what a command has brought about. Nothing is done before it is all over. */
  hear(events: readonly DomainEvent[]): void;
}

interface Bot {
  readonly script: ReadScript;
  /** How often each answer was given. */
  readonly given: number[];
}

interface BotsOptions {
  readonly tenant: App;
  /** Does something as a user; a refusal is thrown. */
  readonly execute: <N extends OperationName>(uid: string, operation: N, input: InputFor<N>) => unknown;
  /** Has a user be online, who may be already. */
  readonly comeOnline: (uid: string) => void;
  readonly dropOff: (uid: string) => void;
}

/** Makes the bots of an app, whose times run on its clock. */
export function createBots({ tenant, execute, comeOnline, dropOff }: BotsOptions): OwnBots {
  const bots = new Map<string, Bot>();
  const remove = (uid: string) => {
    if (bots.delete(uid.toLowerCase())) dropOff(uid.toLowerCase());
  };

  return {
    add(given) {
      const script = readScript(given);
      const uid = script.uid.toLowerCase();
      if (!tenant.state.users.has(uid)) {
        throw new UsageError(
          `Failed to add the bot: there is no user ${JSON.stringify(script.uid)} in the app "${tenant.appId}". Create it first.`,
        );
      }
      bots.set(uid, { script, given: script.answers.map(() => 0) });
      comeOnline(uid);
    },
    list: () => [...bots.keys()],
    remove,
    clear() {
      for (const uid of [...bots.keys()]) remove(uid);
    },
    hear(events) {
      if (bots.size === 0) return;
      for (const event of events) {
        if (event.type !== "message" || event.message.category === "action") continue;
        const { message } = event;
        for (const uid of toldOf(message)) {
          const bot = bots.get(uid);
          if (bot && answersTo(uid, bot, message)) answer(uid, bot, message);
        }
      }
    },
  };

  function toldOf({ receiverType, receiver }: Message): Iterable<string> {
    return receiverType === "user" ? [receiver.toLowerCase()] : bots.keys();
  }

  function answersTo(uid: string, { script }: Bot, message: Message): boolean {
    const sender = message.sender.toLowerCase();
    if (sender === uid || (bots.has(sender) && !script.answersBots)) return false;
    if (message.receiverType === "user") return true;
    if (script.inGroups === "never" || !tenant.state.members.has(pairKey(message.receiver, uid)))
      return false;
    return script.inGroups === "always" || (message.mentions?.includes(uid) ?? false);
  }

  function answer(uid: string, bot: Bot, message: Message): void {
    const { readAfter, typing, answers } = bot.script;
    const { clock } = tenant;
    const { id, receiverType } = message;
    const receiver = receiverType === "group" ? message.receiver : message.sender;
    const to = { receiver, receiverType };
    const of = { [receiverType === "group" ? "guid" : "uid"]: receiver, messageId: id };
    const text = typeof message.data.text === "string" ? message.data.text : "";
    const at = answers.findIndex(({ when }) => when === undefined || new RegExp(when, "iu").test(text));
    const chosen = answers[at];
    later(0, () => {
      comeOnline(uid);
      run(uid, "markDelivered", of);
    });
    later(readAfter, () => {
      run(uid, "markRead", of);
      if (chosen?.react) run(uid, "addReaction", { id, reaction: chosen.react });
      if (chosen?.say) run(uid, "sendTyping", { ...to, action: "started" });
    });
    if (!chosen?.say) return;
    const said = typeof chosen.say === "string" ? [chosen.say] : chosen.say;
    const next = bot.given[at] ?? 0;
    bot.given[at] = next + 1;
    const words = said[next % said.length] ?? "";
    const name = tenant.state.users.get(message.sender.toLowerCase())?.name ?? message.sender;
    const spoken = words.replace(/\{(text|sender)\}/g, (_all, what) => (what === "text" ? text : name));
    later(readAfter + typing, () => {
      run(uid, "sendTyping", { ...to, action: "ended" });
      const reply = message.parentId === undefined ? {} : { parentId: message.parentId };
      run(uid, "sendMessage", {
        ...to,
        ...reply,
        category: "message",
        type: "text",
        data: { text: spoken },
      });
    });

    function later(delay: number, task: () => void) {
      clock.schedule(delay, () => {
        if (bots.get(uid) === bot) task();
      });
    }
  }

  function run<N extends OperationName>(uid: string, operation: N, input: InputFor<N>): void {
    try {
      execute(uid, operation, input);
    } catch (error) {
      // The service may refuse what a bot means to do by then: the message is gone, or one has blocked the other.
      if (!(error instanceof ServiceError)) throw error;
    }
  }
}
