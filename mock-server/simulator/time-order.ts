import type { Message } from "./records.ts";
import type { State } from "./state.ts";
import { reachOf, timelinesOf } from "./timelines.ts";

/** The lists of messages that are read by time. */
type TimedIndex = "timeline" | "reach" | "all";

/**
 * Notes which lists a message is about to enter out of the order of times: an older one after a newer one, as only an
 * import does it. To be called before the message is put into history.
 */
export function noteTime(state: State, message: Message): void {
  const last = state.messages.list("all", "all").at(-1);
  // Where all are in the order of times, and this one too, every list is.
  if (!last || (last.sentAt <= message.sentAt && isInTime(state, "all", "all"))) return;
  noteIn(state, "timeline", timelinesOf(message), message);
  noteIn(state, "reach", reachOf(message), message);
  noteIn(state, "all", "all", message);
}

/**
 * Whether the times of a list grow with its ids. Where they do not, a time cannot be found by bisection, and lists by time
 * look at each message.
 */
export function isInTime(state: State, index: TimedIndex, list: string): boolean {
  return !state.counters.has(markOf(index, list));
}

function noteIn(
  state: State,
  index: TimedIndex,
  lists: string | readonly string[],
  { sentAt }: Message,
): void {
  for (const list of typeof lists === "string" ? [lists] : lists) {
    const last = state.messages.list(index, list).at(-1);
    if (last && sentAt < last.sentAt) state.counters.put({ name: markOf(index, list), value: 1 });
  }
}

function markOf(index: TimedIndex, list: string): string {
  return `outOfTime\0${index}\0${list}`;
}
