import { goalOf } from "../../interactive-content.ts";
import type { GoalType } from "../interaction-goals.ts";
import { accepted, type Rule, refused, type Seen } from "./rule.ts";
import { actorOf, isAbout, told } from "./signs.ts";

const INTERACTIVE = "docs: sdk interactive-messages";

function hasGoal(seen: Seen<Parameters<typeof goalOf>[0]>, type: GoalType): boolean {
  return goalOf(seen.value).type === type;
}

type Interacted = Seen<Parameters<typeof goalOf>[0]>;

function reaches(type: GoalType): (seen: Interacted) => boolean {
  return (seen) => told(seen, "interaction_completed") && hasGoal(seen, type);
}

export const interactiveRules: readonly Rule[] = [
  accepted("sendMessage", {
    id: "INT-SEND-01",
    text: "An interactive message asks its receivers to do something.",
    source: INTERACTIVE,
    of: "notText",
    when: ({ value }) => value.category === "interactive",
  }),
  refused("sendMessage", "ERR_BAD_REQUEST", {
    id: "INT-SEND-02",
    text: "An interactive message needs interactiveData.",
    source: INTERACTIVE,
    when: (seen) => isAbout(seen, "interactiveData"),
  }),
  refused("sendMessage", "ERR_BAD_REQUEST", {
    id: "INT-SEND-03",
    text: "The goal of an interactive message is anyAction, anyOf, allOf or none.",
    source: INTERACTIVE,
    when: (seen) => isAbout(seen, "interactionGoal"),
  }),
  accepted("sendMessage", {
    id: "INT-SEND-04",
    text: "An interactive message has no goal unless it names one.",
    source: INTERACTIVE,
    of: "notText",
    when: (seen) => seen.value.category === "interactive" && hasGoal(seen, "none"),
  }),
  accepted("markInteracted", {
    id: "INT-GOAL-01",
    text: "The goal anyAction is reached by any interaction, and the sender hears of it.",
    source: INTERACTIVE,
    when: reaches("anyAction"),
  }),
  accepted("markInteracted", {
    id: "INT-GOAL-02",
    text: "The goal anyOf is reached by one of its elements, and the sender hears of it.",
    source: INTERACTIVE,
    when: reaches("anyOf"),
  }),
  accepted("markInteracted", {
    id: "INT-GOAL-03",
    text: "The goal allOf is reached by all of its elements, and the sender hears of it.",
    source: INTERACTIVE,
    when: reaches("allOf"),
  }),
  accepted("markInteracted", {
    id: "INT-GOAL-04",
    text: "The goal allOf is not reached by some of its elements.",
    source: INTERACTIVE,
    when: (seen) => hasGoal(seen, "allOf") && seen.changed && !told(seen, "interaction_completed"),
  }),
  accepted("markInteracted", {
    id: "INT-GOAL-05",
    text: "The goal none is never reached.",
    source: INTERACTIVE,
    when: (seen) => hasGoal(seen, "none"),
  }),
  accepted("markInteracted", {
    id: "INT-SENDER-01",
    text: "A sender interacts with the own message where it allows that.",
    source: INTERACTIVE,
    when: (seen) => seen.value.sender === actorOf(seen),
  }),
  refused("markInteracted", "ERR_MESSAGE_ACTION_NOT_ALLOWED", {
    id: "INT-SENDER-02",
    text: "A sender does not interact with the own message unless it allows that.",
    source: "assumed",
    when: (seen) => {
      const message = seen.state.messages.get(Number(seen.input.id));
      return message?.category === "interactive" && message.sender === actorOf(seen);
    },
  }),
];
