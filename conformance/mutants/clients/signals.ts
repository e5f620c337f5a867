import type { Mutant } from "../mutant.ts";
import { type Params, sending, telling, without } from "./change.ts";

/** Presence, typing and transient messages. */
export const signals: readonly Mutant[] = [
  {
    name: "coming is told as going",
    rules: ["PRS-ON-01"],
    behaviour: telling("onUserOnline", (event) => [{ ...event, name: "onUserOffline" }]),
  },
  { name: "going is not told", rules: ["PRS-OFF-01"], behaviour: telling("onUserOffline", () => []) },
  {
    name: "when somebody was last active is lost",
    rules: ["PRS-LAST-01", "PRS-OFF-01"],
    behaviour: telling("onUserOffline", ({ payload, ...event }) => [
      { ...event, payload: { user: without(payload.user as Params, "lastActiveAt") } },
    ]),
  },
  {
    name: "the end of typing is sent as its start",
    rules: ["TYP-ASK-01", "TYP-END-01"],
    behaviour: sending("typing_indicator", (frame) => ({
      ...frame,
      body: { ...(frame.body as Params), action: "started" },
    })),
  },
  {
    name: "typing is told without where",
    rules: ["TYP-START-01", "TYP-GROUP-01"],
    behaviour: telling("onTypingStarted", ({ payload, ...event }) => [
      { ...event, payload: { typing: { ...(payload.typing as Params), receiverType: "user" } } },
    ]),
  },
  {
    name: "metadata of typing is dropped",
    rules: ["TYP-ASK-01", "TYP-META-01"],
    behaviour: sending("typing_indicator", (frame) => ({
      ...frame,
      body: without(frame.body as Params, "metadata"),
    })),
  },
  {
    name: "transient messages have no data",
    rules: ["TRN-ASK-01", "TRN-SEND-01"],
    behaviour: sending("transient_message", (frame) => ({
      ...frame,
      body: { ...(frame.body as Params), data: {} },
    })),
  },
  {
    name: "transient messages are told as texts",
    rules: ["TRN-SEND-01"],
    behaviour: telling("onTransientMessageReceived", (event) => [
      { ...event, name: "onTextMessageReceived" },
    ]),
  },
];
