import { beforeAll, describe, it } from "vitest";
import type { Device } from "./browser/device.ts";
import { pickFromMenu } from "./browser/menu.ts";
import { openWorld } from "./browser/world.ts";

const world = openWorld();
let alice: Device;
let bob: Device;
let carol: Device;

beforeAll(async () => {
  for (const name of ["Alice", "Bob", "Carol"]) await world.user(name);
  await world.group("Hikers", ["alice", "bob", "carol"]);
  [alice, bob, carol] = await Promise.all([
    world.device("alice"),
    world.device("bob"),
    world.device("carol"),
  ]);
  await Promise.all([alice.openChat("Groups", "Hikers"), bob.openChat("Groups", "Hikers")]);
});

describe("a text to a group", () => {
  it("is delivered when all have got it, and read when all have read it", async () => {
    await alice.chat.send("Saturday at eight");
    await bob.chat.message("Saturday at eight").getByText("Alice").waitFor();
    await carol.conversation("Hikers").getByText("Saturday at eight").waitFor();
    await alice.chat.tick("Saturday at eight", "Delivered").waitFor();
    await carol.openChat("Groups", "Hikers");
    await alice.chat.tick("Saturday at eight", "Read").waitFor();
  });

  it("tells who has read it", async () => {
    await alice.chat.choose("Saturday at eight", "Info");
    const info = alice.page.getByRole("dialog", { name: "Message Information" });
    await info.getByText("Bob").waitFor();
    await info.getByText("Carol").waitFor();
    await info.getByRole("button", { name: "Close" }).click();
  });

  it("can mention a member, who is picked by the beginning of the name", async () => {
    await alice.chat.type("Who brings soup? @Car");
    const list = alice.chat.section.locator(".cometchat-message-composer__mentions-list");
    await list.getByText("Carol").click();
    await alice.chat.submit();
    const mention = (device: Device, kind: string) =>
      device.chat.message("Who brings soup?").locator(`.cometchat-mentions-${kind}`, { hasText: "Carol" });
    await mention(carol, "you").waitFor();
    await mention(bob, "other").waitFor();
  });

  it("shows who is typing", async () => {
    await bob.chat.type("I do");
    await alice.chat.header.getByText("Bob is typing").waitFor();
    await bob.chat.submit();
    await alice.chat.header.getByText("3 Members").waitFor();
  });
});

describe("the members panel", () => {
  const member = (device: Device, name: string) =>
    device.panel("Members").locator(".cometchat-group-members__item").filter({ hasText: name });
  const act = async (name: string, action: string) => {
    await member(alice, name).hover();
    await pickFromMenu(member(alice, name), action);
  };

  it("lists the members with their scopes, and finds one by name", async () => {
    await alice.chat.header.getByText("Hikers").click();
    await member(alice, "Alice").getByText("Owner").waitFor();
    await member(alice, "Bob").waitFor();
    const search = alice.panel("Members").getByRole("searchbox");
    await search.fill("Bob");
    await member(alice, "Carol").waitFor({ state: "detached" });
    await member(alice, "Bob").waitFor();
    await search.fill("");
    await member(alice, "Carol").waitFor();
  });

  it("changes a member's scope, and everybody is told", async () => {
    await act("Bob", "Change Scope");
    const dialog = alice.page.locator(".cometchat-change-scope");
    await dialog.getByText("Moderator", { exact: true }).click();
    await dialog.locator(".cometchat-change-scope__submit-button").click();
    await member(alice, "Bob").getByText("Moderator").waitFor();
    await carol.chat.message("Alice made Bob moderator").waitFor();
  });

  it("removes a member, who is told too", async () => {
    await act("Carol", "Kick");
    await member(alice, "Carol").waitFor({ state: "detached" });
    await bob.chat.message("Alice kicked Carol").waitFor();
    await bob.chat.header.getByText("2 Members").waitFor();
  });
});

describe("a public group", () => {
  it("can be joined from the list, and the members see who has come", async () => {
    await world.user("Dave");
    const dave = await world.device("dave");
    await dave.openChat("Groups", "Hikers");
    await alice.chat.message("Dave joined").waitFor();
    await dave.chat.send("Hello, I am new");
    await bob.chat.message("Hello, I am new").getByText("Dave").waitFor();
    await bob.chat.header.getByText("3 Members").waitFor();
  });
});
