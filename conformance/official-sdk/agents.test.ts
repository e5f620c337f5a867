import type {
  AIAssistantBaseEvent,
  AIAssistantCardReceivedEvent,
  AIAssistantContentReceivedEvent,
  AIAssistantToolArgumentEvent,
  AIAssistantToolResultEvent,
  AIAssistantToolStartedEvent,
  Conversation,
} from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { idOf, lastPage, pagesOf, sendText } from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// Rules: socket.md §4.3 and §4.10; the vendor's pages on agents and card messages of its JavaScript SDK.

const world = useWorld();

/** Alice, and an agent she can write to. */
async function withAgent() {
  const alice = await world.join("alice", { name: "Alice" });
  const agent = await world.user("agent", { name: "Agent", role: "@agentic" });
  return { alice, agent, toAgent: { uid: agent } };
}

/** The events of one run, up to its end. */
async function runOf(device: Device): Promise<AIAssistantBaseEvent[]> {
  const events: AIAssistantBaseEvent[] = [];
  while (events.at(-1)?.getType() !== "run_finished") {
    const [event] = await device.events.next("onAIAssistantEventReceived");
    events.push(event);
  }
  return events;
}

const typesOf = (events: readonly AIAssistantBaseEvent[]) => events.map((event) => event.getType());

const contentOf = (events: readonly AIAssistantBaseEvent[]) =>
  events
    .filter((event) => event.getType() === "text_message_content")
    .map((event) => (event as AIAssistantContentReceivedEvent).getDelta());

describe("an agent", () => {
  it("streams its answer word by word, and then it is history", async () => {
    const { alice, agent, toAgent } = await withAgent();
    const phone = await world.device(alice.uid);

    const sent = await sendText(alice, toAgent, "Hello you");
    const events = await runOf(alice);

    expect(typesOf(events)).toEqual([
      "run_started",
      "text_message_start",
      ...Array<string>(4).fill("text_message_content"),
      "text_message_end",
      "run_finished",
    ]);
    expect(contentOf(events).join("")).toBe("You said: “Hello you”");
    for (const event of events) {
      expect([event.getMessageId(), event.getParentMessageId()]).toEqual([idOf(sent), idOf(sent)]);
      expect(event.getConversationId()).toBe(sent.getConversationId());
      expect(event.getRunId()).toBe(events[0]?.getRunId());
      expect(event.getThreadId()).toBe(events[0]?.getThreadId());
      expect(event.getTimestamp()).toBeGreaterThan(1e12);
    }
    for (const device of [alice, phone]) {
      const [answer] = await device.events.next("onAIAssistantMessageReceived");
      expect([answer.getCategory(), answer.getType(), answer.getSender().getUid()]).toEqual([
        "agentic",
        "assistant",
        agent,
      ]);
      expect(String(answer.getParentMessageId())).toBe(idOf(sent));
      const data = answer.getAssistantMessageData();
      expect([data.getText(), data.getRunId()]).toEqual(["You said: “Hello you”", events[0]?.getRunId()]);
      expect(answer.getElements().map((element) => [element.getType(), element.getData()])).toEqual([
        ["text", "You said: “Hello you”"],
      ]);
    }
    expect(typesOf(await runOf(phone))).toEqual(typesOf(events));
    expect((await alice.sdk.getConversation(agent, "user")).getUnreadMessageCount()).toBe(1);
  });

  it("uses tools and shows cards as a test has said, in the documented order", async () => {
    const { alice, agent, toAgent } = await withAgent();
    const card = { fallbackText: "Sunny", title: "Weather" };
    world.execute("scriptAgent", {
      uid: agent,
      when: "What is the weather?",
      reply: {
        text: ["It is ", "sunny."],
        tools: [
          {
            name: "get_weather",
            arguments: { city: "Paris" },
            result: "25 °C",
            displayName: "Weather",
            executionText: "Looking at the sky",
          },
        ],
        cards: [{ card, executionText: "Painting" }],
      },
    });

    const sent = await sendText(alice, toAgent, "What is the weather?");
    const events = await runOf(alice);

    expect(typesOf(events)).toEqual([
      "run_started",
      "tool_call_start",
      "tool_call_args",
      "tool_call_end",
      "tool_call_result",
      "text_message_start",
      "text_message_content",
      "text_message_content",
      "text_message_end",
      "card_start",
      "card",
      "card_end",
      "run_finished",
    ]);
    const ofType = (type: string) => events.find((event) => event.getType() === type);
    const started = ofType("tool_call_start") as AIAssistantToolStartedEvent;
    expect([started.getToolCallName(), started.getDisplayName(), started.getExecutionText()]).toEqual([
      "get_weather",
      "Weather",
      "Looking at the sky",
    ]);
    const args = ofType("tool_call_args") as AIAssistantToolArgumentEvent;
    expect([args.getToolCallId(), JSON.parse(args.getDelta())]).toEqual([
      started.getToolCallId(),
      { city: "Paris" },
    ]);
    const result = ofType("tool_call_result") as AIAssistantToolResultEvent;
    expect([result.getToolCallId(), result.getContent()]).toEqual([started.getToolCallId(), "25 °C"]);
    const shown = ofType("card") as AIAssistantCardReceivedEvent;
    expect(shown.getCard()).toEqual(card);

    const [toolArguments] = await alice.events.next("onAIToolArgumentsReceived");
    const [tool] = toolArguments.getToolArgumentMessageData().getToolCalls() ?? [];
    expect([tool?.getId(), tool?.getFunction().getName(), tool?.getDisplayName()]).toEqual([
      started.getToolCallId(),
      "get_weather",
      "Weather",
    ]);
    const [toolResult] = await alice.events.next("onAIToolResultReceived");
    const data = toolResult.getToolResultMessageData();
    expect([data.getText(), data.getToolCallId()]).toEqual(["25 °C", started.getToolCallId()]);
    const [answer] = await alice.events.next("onAIAssistantMessageReceived");
    expect(answer.getElements().map((element) => element.getData())).toEqual([
      "It is sunny.",
      { card, cardId: shown.getCardId() },
    ]);
    const thread = await lastPage(alice, toAgent, (builder) =>
      builder.setParentMessageId(Number(idOf(sent))),
    );
    expect(thread.map((message) => [message.getCategory(), message.getType()])).toEqual([
      ["agentic", "tool-arguments"],
      ["agentic", "tool-result"],
      ["agentic", "assistant"],
    ]);
    // Only the answer itself is something to read.
    expect((await alice.sdk.getConversation(agent, "user")).getUnreadMessageCount()).toBe(1);
  });

  it("stays in the thread it was asked in", async () => {
    const { alice, toAgent } = await withAgent();
    const first = await sendText(alice, toAgent, "one");
    const [begun] = await runOf(alice);

    await sendText(alice, toAgent, "two", (message) => message.setParentMessageId(Number(idOf(first))));
    const [continued] = await runOf(alice);

    expect(continued?.getParentMessageId()).toBe(idOf(first));
    expect(continued?.getThreadId()).toBe(begun?.getThreadId());
    expect(continued?.getRunId()).not.toBe(begun?.getRunId());
  });

  it("answers texts only, and nobody else's conversation", async () => {
    const { alice, agent, toAgent } = await withAgent();
    const bob = await world.join("bob");
    const message = new alice.sdk.CustomMessage(agent, "user", "place", { lat: 1 });
    await alice.sdk.sendCustomMessage(message);
    await sendText(alice, { uid: bob.uid }, "hello");
    await sendText(bob, toAgent, "mine");

    await runOf(bob);
    await world.settle(alice);

    alice.events.none("onAIAssistantEventReceived");
    alice.events.none("onAIAssistantMessageReceived");
  });

  it("is heard by whoever listens, and by nobody who has stopped to", async () => {
    const { alice, toAgent } = await withAgent();
    const heard: string[] = [];
    alice.sdk.addAIAssistantListener("second", {
      onAIAssistantEventReceived: (event: AIAssistantBaseEvent) => heard.push(event.getType()),
    });
    await sendText(alice, toAgent, "hello");
    await runOf(alice);
    const first = heard.length;

    alice.sdk.removeAIAssistantListener("second");
    await sendText(alice, toAgent, "hello");
    await runOf(alice);

    expect(first).toBeGreaterThan(4);
    expect(heard).toHaveLength(first);
  });

  it("has conversations that can be hidden, or asked for alone", async () => {
    const { alice, agent, toAgent } = await withAgent();
    const bob = await world.user("bob");
    await sendText(alice, toAgent, "hello");
    await sendText(alice, { uid: bob }, "hello");
    const partners = async (narrow: (builder: Builder) => unknown) => {
      const builder = new alice.sdk.ConversationsRequestBuilder().setLimit(50);
      narrow(builder);
      const request = builder.build();
      const conversations = (await pagesOf(() => request.fetchNext(), "the conversations")).flat();
      return conversations.map((conversation: Conversation) => conversation.getConversationId());
    };
    const idWith = (uid: string) => [alice.uid, uid].sort().join("_user_");

    expect(await partners((builder) => builder.setHideAgentic(true))).toEqual([idWith(bob)]);
    expect(await partners((builder) => builder.setOnlyAgentic(true))).toEqual([idWith(agent)]);
    await runOf(alice);
  });
});

type Builder = InstanceType<Device["sdk"]["ConversationsRequestBuilder"]>;

describe("a card message", () => {
  const cardFor = (uid: string) => ({
    category: "card",
    // The vendor's page on cards says "text", for which the SDK 4.2.0 calls onTextMessageReceived.
    type: "card",
    receiver: uid,
    receiverType: "user",
    data: { text: "Your order", card: { fallbackText: "Order 1234", title: "Order" } },
  });

  it("of the app's server arrives with its card", async () => {
    const alice = await world.join("alice");
    const bob = await world.user("bob");

    await world.api.call("POST", "messages", cardFor(alice.uid), { onBehalfOf: bob });

    const [message] = await alice.events.next("onCardMessageReceived");
    expect([message.getText(), message.getFallbackText()]).toEqual(["Your order", "Order 1234"]);
    expect(message.getCard()).toEqual({ fallbackText: "Order 1234", title: "Order" });
    const [stored] = await lastPage(alice, { uid: bob });
    expect(stored?.getCategory()).toBe("card");
  });

  it("needs a card", async () => {
    const alice = await world.user("alice");
    const bare = { ...cardFor(alice), data: { text: "Your order" } };
    await expect(world.api.call("POST", "messages", bare)).rejects.toMatchObject({
      code: "ERR_INVALID_MESSAGE_DATA",
    });
  });
});
