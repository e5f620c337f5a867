import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { pickFromMenu } from "./menu.ts";

/** How far a message has got, in the kit's words. */
export type Tick = "Sent" | "Delivered" | "Read";

/** A file as a user's disk has it. */
export interface AttachedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A message list with its composer: the chat itself, or a thread. */
export interface Pane {
  readonly section: Locator;
  /** The line above the list: name, presence, typing. */
  readonly header: Locator;
  /** The text field of the composer. */
  readonly input: Locator;
  /** Waits for the list: the kit forgets what is sent before the history has come. */
  ready(): Promise<void>;
  /** The newest message with that text. */
  message(text: string): Locator;
  /** The tick of an own message. */
  tick(text: string, tick: Tick): Locator;
  /** Types a text without sending it. */
  type(text: string): Promise<void>;
  /** Types a text, sends it and waits for it in the list. */
  send(text: string): Promise<void>;
  /** Sends what is in the composer. */
  submit(): Promise<void>;
  /** Puts a text in the place of what is in the composer, and sends it. */
  replace(text: string): Promise<void>;
  /** Picks what to attach from the composer's menu. */
  pickAttachment(option: string): Promise<void>;
  /** Attaches a file from the composer's menu and waits for the upload. */
  attach(option: string, file: AttachedFile): Promise<void>;
  /** Checks that messages with these texts stand in the list in this order. */
  inOrder(texts: readonly string[]): Promise<void>;
  /** Picks one of the two options that a message shows by itself. */
  quickly(text: string, option: "React" | "Reply"): Promise<void>;
  /** Picks an option of a message's menu, submenu by submenu. */
  choose(text: string, ...options: readonly string[]): Promise<void>;
}

/** The part of the page with that label. */
export function paneOf(page: Page, label: string): Pane {
  const section = page.getByRole("region", { name: label, exact: true });
  const composer = section.locator(".cometchat-message-composer");
  const options = async (text: string) => {
    const message = pane.message(text);
    await message.locator(".cometchat-message-bubble__body").hover();
    return message.getByRole("toolbar");
  };

  const pane: Pane = {
    section,
    header: section.locator(".cometchat-message-header"),
    input: composer.getByRole("textbox"),
    async ready() {
      await section.locator(".cometchat-message-list").waitFor();
      await section.locator(".cometchat-message-list__shimmer").waitFor({ state: "detached" });
    },
    message: (text) => section.locator("[data-message-id]").filter({ hasText: text }).last(),
    tick: (text, tick) => pane.message(text).getByRole("img", { name: tick, exact: true }),
    async type(text) {
      await pane.input.click();
      await page.keyboard.type(text);
    },
    async send(text) {
      await pane.type(text);
      await pane.submit();
      await pane.message(text).waitFor();
    },
    async submit() {
      await composer.locator(".cometchat-message-composer__send-button").click();
    },
    async replace(text) {
      await pane.input.click();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(text);
      await pane.submit();
    },
    async pickAttachment(option) {
      await composer.locator(".cometchat-message-composer__attachment-button").click();
      await page
        .locator(".cometchat-message-composer__attachment-option")
        .filter({ hasText: option })
        .click();
    },
    async attach(option, file) {
      const chooser = page.waitForEvent("filechooser");
      const uploaded = page.waitForResponse(
        (response) => response.request().postData()?.includes(file.name) ?? false,
      );
      await pane.pickAttachment(option);
      await (await chooser).setFiles(file);
      await uploaded;
    },
    async inOrder(texts) {
      const shown = await section.locator(".cometchat-text-bubble__text").allInnerTexts();
      expect(shown.filter((text) => texts.includes(text))).toEqual(texts);
    },
    async quickly(text, option) {
      await (await options(text)).getByRole("button", { name: option, exact: true }).click();
    },
    async choose(text, ...choices) {
      await pickFromMenu(await options(text), ...choices);
    },
  };
  return pane;
}
