import type { Locator } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Device } from "./browser/device.ts";
import { pickFromMenu } from "./browser/menu.ts";
import { openWorld } from "./browser/world.ts";

const world = openWorld();
let alice: Device;
let bob: Device;

/** The smallest PNG there is: one pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

beforeAll(async () => {
  await world.user("Alice");
  await world.user("Bob");
  [alice, bob] = await Promise.all([world.device("alice"), world.device("bob")]);
  await alice.openChat("Users", "Bob");
  await alice.chat.send("Hello");
  await bob.openChat("Chats", "Alice");
});

/** Waits until a picture has been loaded and can be seen. */
async function loaded(picture: Locator): Promise<void> {
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);
}

describe("an attachment", () => {
  it("is uploaded while a caption is written, and shown at the other side", async () => {
    await alice.chat.attach("Attach Image", { name: "pixel.png", mimeType: "image/png", buffer: PIXEL });
    await alice.chat.type("As small as can be");
    await alice.chat.submit();
    await bob.chat.message("As small as can be").waitFor();
    await loaded(bob.chat.message("As small as can be").locator("[class*=image]").locator("img").first());
    await alice.chat.tick("As small as can be", "Read").waitFor();
  });

  it("can be any file", async () => {
    const buffer = Buffer.from("Bread, cheese, soup for six");
    await alice.chat.attach("Attach File", { name: "shopping-list.txt", mimeType: "text/plain", buffer });
    await alice.chat.submit();
    await bob.chat.message("shopping-list.txt").waitFor();
  });
});

describe("a pinned message", () => {
  it("is marked and listed at both sides until it is unpinned", async () => {
    await alice.chat.send("The code is 1234");
    await bob.chat.message("The code is 1234").waitFor();
    await alice.chat.choose("The code is 1234", "Organize", "Pin message");
    await bob.chat.message("The code is 1234").getByLabel("Pinned").waitFor();
    await alice.chat.message("The code is 1234").getByLabel("Pinned").waitFor();

    await pickFromMenu(bob.chat.header, "Pinned Messages");
    const listed = bob.panel("Pinned").locator(".cometchat-pinned-messages__item");
    await listed.getByText("The code is 1234").waitFor();

    await alice.chat.choose("The code is 1234", "Organize", "Unpin message");
    await alice.page.locator(".cometchat-confirm-dialog").getByRole("button", { name: "Unpin" }).click();
    await bob.chat.message("The code is 1234").getByLabel("Pinned").waitFor({ state: "detached" });
    await listed.waitFor({ state: "detached" });
  });
});

describe("a saved message", () => {
  it("is marked for who saved it, and for nobody else", async () => {
    await alice.chat.send("A good recipe");
    await bob.chat.message("A good recipe").waitFor();
    await bob.chat.choose("A good recipe", "Organize", "Save message");
    await bob.chat.message("A good recipe").getByLabel("Saved").waitFor();
    expect(await alice.chat.message("A good recipe").getByLabel("Saved").count()).toBe(0);
  });
});

describe("a poll", () => {
  it("is shown at both sides, and counts the votes", async () => {
    await alice.chat.pickAttachment("Polls");
    const form = alice.page.locator(".cometchat-create-poll");
    await form.locator(".cometchat-create-poll__question-input").fill("Tea or coffee?");
    await form.locator(".cometchat-create-poll__option-input").nth(0).fill("Tea");
    await form.locator(".cometchat-create-poll__option-input").nth(1).fill("Coffee");
    await form.locator(".cometchat-create-poll__create-button").click();

    await alice.chat.message("Tea or coffee?").waitFor();
    const option = (device: Device) =>
      device.chat
        .message("Tea or coffee?")
        .locator(".cometchat-poll-bubble__option")
        .filter({ hasText: "Tea" });
    await option(bob).click();
    await option(alice).locator(".cometchat-poll-bubble__option-count").getByText("1").waitFor();
    await option(bob).locator(".cometchat-poll-bubble__option-count").getByText("1").waitFor();
  });
});

describe("a sticker", () => {
  it("is picked from the keyboard and shown at the other side", async () => {
    await alice.chat.section.locator(".cometchat-message-composer__sticker-button").click();
    await alice.page.locator(".cometchat-stickers-keyboard__sticker-item").first().click();
    const sticker = bob.chat.section.locator(".cometchat-sticker-bubble__image");
    await sticker.waitFor();
    await loaded(sticker);
  });
});

describe("a collaborative tool", () => {
  it.each(["Document", "Whiteboard"])("(%s) is offered at both sides and opens a page", async (tool) => {
    await alice.chat.pickAttachment(`Collaborative ${tool}`);
    const button = (device: Device) =>
      device.chat.message(`Collaborative ${tool}`).getByRole("button", { name: `Open ${tool}` });
    await button(alice).waitFor();
    const opened = bob.page.waitForEvent("popup");
    await button(bob).click();
    await (await opened).getByRole("heading", { name: tool }).waitFor();
    await (await opened).close();
  });
});

describe("a translation", () => {
  it("is made into the language of the reader's browser", async () => {
    await world.user("Greta");
    const greta = await world.device("greta", { language: "de" });
    await greta.openChat("Users", "Alice");
    await greta.chat.send("Good evening");
    await greta.chat.choose("Good evening", "Translate");
    await greta.chat.message("[de] Good evening").waitFor();
    await greta.close();
  });
});

describe("a report", () => {
  it("is made with one of the app's reasons", async () => {
    await alice.chat.send("Buy my watches");
    await bob.chat.choose("Buy my watches", "Report");
    const dialog = bob.page.locator(".cometchat-flag-message-dialog");
    await dialog.getByText("Spam").click();
    await dialog.getByRole("button", { name: "Report" }).click();
    await bob.page.getByText("Message Reported.").waitFor();
  });
});

describe("a pinned conversation", () => {
  it("stays above newer ones, for who pinned it", async () => {
    await world.user("Carol");
    const message = { receiver: "alice", receiverType: "user", category: "message", type: "text" };
    await alice.goTo("Chats");
    await alice.pickForConversation("Bob", "Pin conversation");
    await alice.conversation("Bob").getByLabel("Pinned").waitFor();
    await world.api.call(
      "POST",
      "messages",
      { ...message, data: { text: "Anyone?" } },
      { onBehalfOf: "carol" },
    );
    await alice.conversation("Carol").getByText("Anyone?").waitFor();
    const names = () => alice.page.locator(".cometchat-conversations__item-title").allInnerTexts();
    await expect.poll(async () => (await names()).slice(0, 2)).toEqual(["Bob", "Carol"]);
  });
});
