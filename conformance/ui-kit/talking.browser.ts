import { beforeAll, describe, it } from "vitest";
import type { Device } from "./browser/device.ts";
import { openWorld } from "./browser/world.ts";

const world = openWorld();
let alice: Device;
let bob: Device;

beforeAll(async () => {
  await world.user("Alice");
  await world.user("Bob");
  [alice, bob] = await Promise.all([world.device("alice"), world.device("bob")]);
  await alice.openChat("Users", "Bob");
});

describe("a text", () => {
  it("is sent, delivered to a page that shows the list, and read once the chat is open", async () => {
    await alice.chat.send("Good morning");
    await bob.conversation("Alice").getByText("Good morning").waitFor();
    await alice.chat.tick("Good morning", "Delivered").waitFor();
    const badge = bob.conversation("Alice").locator(".cometchat-conversations__item-unread-badge");
    await badge.getByText("1").waitFor();

    await bob.openChat("Chats", "Alice");
    await bob.chat.message("Good morning").waitFor();
    await alice.chat.tick("Good morning", "Read").waitFor();
    await badge.waitFor({ state: "detached" });
  });

  it("is read at once by who has the chat open", async () => {
    await bob.chat.send("Good morning to you");
    await alice.chat.message("Good morning to you").waitFor();
    await bob.chat.tick("Good morning to you", "Read").waitFor();
  });

  it("reaches the other side in the order it was typed", async () => {
    const texts = ["one", "two", "three", "four", "five"].map((word) => `Line ${word}`);
    for (const text of texts) await alice.chat.send(text);
    for (const text of texts) await bob.chat.message(text).waitFor();
    await bob.chat.inOrder(texts);
    for (const text of texts) await alice.chat.tick(text, "Read").waitFor();
  });

  it("can quote another", async () => {
    await alice.chat.send("Which train?");
    await bob.chat.quickly("Which train?", "Reply");
    await bob.chat.send("The early one");
    const quote = alice.chat.message("The early one").locator(".cometchat-message-bubble__body-reply-view");
    await quote.getByText("Which train?").waitFor();
  });

  it("tells its sender who has read it", async () => {
    await alice.chat.send("Did you see this?");
    await alice.chat.tick("Did you see this?", "Read").waitFor();
    await alice.chat.choose("Did you see this?", "Info");
    const info = alice.page.getByRole("dialog", { name: "Message Information" });
    await info.getByText("Read", { exact: true }).waitFor();
    await info.getByText("Delivered", { exact: true }).waitFor();
    await info.getByRole("button", { name: "Close" }).click();
  });
});

describe("typing", () => {
  it("is shown in the other's header until the text is sent", async () => {
    await bob.chat.type("Let me think");
    await alice.chat.header.getByText("typing").waitFor();
    await bob.chat.submit();
    await alice.chat.header.getByText("Online").waitFor();
  });
});

describe("an edit", () => {
  it("replaces the text at the other side", async () => {
    await alice.chat.send("Meet at nine");
    await bob.chat.message("Meet at nine").waitFor();
    await alice.chat.choose("Meet at nine", "Edit");
    await alice.chat.replace("Meet at ten");
    await bob.chat.message("Meet at ten").getByText("edited", { exact: false }).waitFor();
    await bob.chat.message("Meet at nine").waitFor({ state: "detached" });
    await alice.chat.message("Meet at ten").waitFor();
  });
});

describe("a deletion", () => {
  it("takes the text away from both sides", async () => {
    await alice.chat.send("Never mind this");
    await bob.chat.message("Never mind this").waitFor();
    await alice.chat.choose("Never mind this", "Delete");
    await alice.page.locator(".cometchat-confirm-dialog").getByRole("button", { name: "Delete" }).click();
    await bob.chat.message("Never mind this").waitFor({ state: "detached" });
    await alice.chat.message("Never mind this").waitFor({ state: "detached" });
    await bob.chat.section.locator(".cometchat-delete-bubble").last().waitFor();
  });
});

describe("a reaction", () => {
  const count = (device: Device, text: string) =>
    device.chat.message(text).locator(".cometchat-reactions__chip-count");

  it("is counted at both sides, joined and taken back", async () => {
    await alice.chat.send("We won");
    await bob.chat.message("We won").waitFor();
    await bob.chat.quickly("We won", "React");
    await bob.page.locator(".cometchat-emoji-keyboard__emoji-item").first().click();
    await count(alice, "We won").getByText("1").waitFor();

    await alice.chat.message("We won").locator(".cometchat-reactions__chip").click();
    await count(bob, "We won").getByText("2").waitFor();
    await alice.chat.message("We won").locator(".cometchat-reactions__chip").click();
    await count(bob, "We won").getByText("1").waitFor();
  });
});

describe("a thread", () => {
  it("grows at both sides, and its parent counts the replies", async () => {
    await alice.chat.send("Where shall we eat?");
    await bob.chat.choose("Where shall we eat?", "Reply in thread");
    await bob.thread.ready();
    await bob.thread.send("At the harbour");

    const replies = alice.chat.message("Where shall we eat?").locator(".cometchat-thread-view");
    await replies.getByText("1 Reply").click();
    await alice.thread.message("At the harbour").waitFor();
    await alice.thread.send("Fish again");
    await bob.thread.message("Fish again").waitFor();
    await bob.thread.section.getByText("2 Replies").waitFor();
    await bob.chat.message("Where shall we eat?").getByText("2 Replies").waitFor();
    await bob.chat.message("Fish again").waitFor({ state: "detached" });
  });
});

describe("marking as unread", () => {
  it("counts what came after the message as new", async () => {
    await alice.chat.send("Keep this for later");
    await alice.chat.send("And this too");
    await alice.chat.tick("And this too", "Read").waitFor();
    await bob.chat.choose("Keep this for later", "Mark Unread");
    const badge = bob.conversation("Alice").locator(".cometchat-conversations__item-unread-badge");
    await badge.getByText("1").waitFor();
    await bob.chat.section.locator(".cometchat-message-list__new-message-divider").waitFor();
  });
});
