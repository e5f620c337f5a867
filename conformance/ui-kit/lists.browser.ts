import { beforeAll, describe, expect, it } from "vitest";
import type { Device } from "./browser/device.ts";
import { pickFromMenu } from "./browser/menu.ts";
import { openWorld } from "./browser/world.ts";

const world = openWorld();
let alice: Device;

const HISTORY = 70;

/** Sends a text over the server's API, as a user who has no page open. */
async function says(uid: string, to: object, text: string): Promise<void> {
  const message = { ...to, category: "message", type: "text", data: { text } };
  await world.api.call("POST", "messages", message, { onBehalfOf: uid });
}

beforeAll(async () => {
  for (const name of ["Alice", "Bob", "Carol", "Bernard"]) await world.user(name);
  await world.group("Hikers", ["bob", "alice"]);
  await world.group("Readers", ["bob"]);
  const toAlice = { receiver: "alice", receiverType: "user" };
  for (let n = 1; n <= HISTORY; n += 1) await says("bob", toAlice, `Note ${String(n).padStart(2, "0")}`);
  await says("carol", toAlice, "The umbrella is in the hall");
  await says("bob", { receiver: "hikers", receiverType: "group" }, "Boots on");
  alice = await world.device("alice");
});

describe("the list of conversations", () => {
  const names = () => alice.page.locator(".cometchat-conversations__item-title").allInnerTexts();

  it("has the newest first, each with its last message and unread count", async () => {
    await alice.conversation("Hikers").getByText("Boots on").waitFor();
    expect(await names()).toEqual(["Hikers", "Carol", "Bob"]);
    await alice.conversation("Bob").getByText("Note 70").waitFor();
    await alice
      .conversation("Bob")
      .locator(".cometchat-conversations__item-unread-badge")
      .getByText("70")
      .waitFor();
  });

  it("brings a conversation to the top when a message arrives", async () => {
    await says("carol", { receiver: "alice", receiverType: "user" }, "No, in the car");
    await alice.conversation("Carol").getByText("No, in the car").waitFor();
    await expect.poll(names).toEqual(["Carol", "Hikers", "Bob"]);
  });

  it("drops a conversation that is deleted", async () => {
    await alice.pickForConversation("Carol", "Delete");
    await alice.page.locator(".cometchat-confirm-dialog").getByRole("button", { name: "Delete" }).click();
    await alice.conversation("Carol").waitFor({ state: "detached" });
  });
});

describe("history", () => {
  it("is read page by page while scrolling up, back to the first message", async () => {
    await alice.openChat("Chats", "Bob");
    await alice.chat.message("Note 70").waitFor();
    await alice.chat.section.locator(".cometchat-message-list__scroll-container").hover();
    // A page is asked for when the list's top comes into view: who is there already has to go down a little first.
    const scrollUp = async () => {
      await alice.page.mouse.wheel(0, 500);
      await alice.page.mouse.wheel(0, -10_000);
      return alice.chat.message("Note 01").count();
    };
    await expect.poll(scrollUp, { interval: 200 }).toBe(1);
    const texts = await alice.chat.section.locator(".cometchat-text-bubble__text").allInnerTexts();
    expect(texts).toEqual(
      Array.from({ length: HISTORY }, (_, n) => `Note ${String(n + 1).padStart(2, "0")}`),
    );
  });
});

describe("the lists of users and groups", () => {
  it("show everybody else, and find users by name", async () => {
    await alice.goTo("Users");
    const titles = alice.page.locator(".cometchat-users__item-title");
    await expect.poll(() => titles.allInnerTexts()).toEqual(["Bernard", "Bob", "Carol"]);
    await alice.page.getByRole("complementary").getByRole("searchbox").fill("Be");
    await expect.poll(() => titles.allInnerTexts()).toEqual(["Bernard"]);
  });

  it("show the groups with their sizes, joined or not", async () => {
    await alice.goTo("Groups");
    const group = (name: string) => alice.page.locator(".cometchat-groups__item").filter({ hasText: name });
    await group("Hikers").getByText("2 Members").waitFor();
    await group("Readers").getByText("1 Member").waitFor();
  });
});

describe("search", () => {
  it("finds conversations and messages by a word", async () => {
    await alice.goTo("Chats");
    await alice.page.getByRole("region", { name: "Chats" }).getByRole("searchbox").click();
    const search = alice.page.locator(".cometchat-search");
    await search.getByRole("searchbox").fill("Boots");
    await search.locator(".cometchat-search__messages-list-item").getByText("Boots on").waitFor();
    await search.getByRole("searchbox").fill("Hikers");
    await search.locator(".cometchat-search__conversations-list").getByText("Hikers").click();
    await alice.chat.header.getByText("Hikers").waitFor();
  });

  it("finds messages of the open chat", async () => {
    await alice.openChat("Chats", "Bob");
    await pickFromMenu(alice.chat.header, "Search");
    await alice.panel("Search").getByRole("searchbox").fill("Note 42");
    const found = alice.panel("Search").locator(".cometchat-search__messages-list-item");
    await found.getByText("Note 42").waitFor();
    expect(await found.count()).toBe(1);
  });
});
