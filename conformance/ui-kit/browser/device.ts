import type { Browser, Locator, Page } from "playwright-core";
import { vi } from "vitest";
import { type Journal, keepJournal } from "./journal.ts";
import { pickFromMenu } from "./menu.ts";
import { type Pane, paneOf } from "./pane.ts";

/** How long a page may take to show something, in milliseconds. */
export const DEADLINE = 15_000;

/** A sound without a sample: the 44 bytes of a WAV header (8 kHz, 8 bits, mono). */
const SILENCE = Buffer.from(
  "524946462400000057415645666d74201000000001000100401f0000401f0000010008006461746100000000",
  "hex",
);

/** A browser with the app open in it, its user logged in. */
export interface Device {
  readonly uid: string;
  readonly page: Page;
  readonly journal: Journal;
  /** The open chat. */
  readonly chat: Pane;
  /** The thread that is open beside the chat. */
  readonly thread: Pane;
  /** What is open beside the chat. */
  panel(label: "Members" | "Pinned" | "Search"): Locator;
  /** A row of the list of conversations. */
  conversation(name: string): Locator;
  /** Picks an option of a conversation's menu. */
  pickForConversation(name: string, option: string): Promise<void>;
  /** Opens the chat with someone from the list of users, or with a group from the list of groups. */
  openChat(tab: "Chats" | "Users" | "Groups", name: string): Promise<void>;
  /** Goes to one of the lists. */
  goTo(tab: string): Promise<void>;
  /** Logs the user in and waits for the socket. */
  logIn(): Promise<void>;
  /**
   * Logs the user out. Not before the kit has registered the session, 5 seconds after the login: that call would
   * reject, and nobody handles it.
   */
  logOut(): Promise<void>;
  /** Waits until the kit has registered the session. */
  registered(): Promise<void>;
  /** Waits until the server has accepted so many of the page's sockets. */
  connected(times: number): Promise<void>;
  close(): Promise<void>;
}

interface DeviceOptions {
  readonly uid: string;
  readonly language: string;
  /** Where the app is, with all that its query says. */
  readonly address: string;
}

/** Opens the app at an address and logs in. */
export async function openDevice(
  browser: Browser,
  { uid, language, address }: DeviceOptions,
): Promise<Device> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    locale: language,
    timezoneId: "UTC",
  });
  context.setDefaultTimeout(DEADLINE);
  // Sounds that the kit plays lie on a host of its vendor's; the tests need no network.
  await context.route(`https://assets.cc-cluster-2.io/**`, (route) =>
    route.fulfill({ contentType: "audio/wav", body: SILENCE }),
  );
  const journal = keepJournal(context);
  const page = await context.newPage();

  const row = (list: string, name: string) =>
    page
      .locator(`.cometchat-${list}__item`)
      .filter({ has: page.locator(`.cometchat-${list}__item-title`).getByText(name, { exact: true }) });

  const device: Device = {
    uid,
    page,
    journal,
    chat: paneOf(page, "Chat"),
    thread: paneOf(page, "Thread"),
    panel: (label) => page.getByRole("region", { name: label, exact: true }),
    conversation: (name) => row("conversations", name),
    async pickForConversation(name, option) {
      await device.conversation(name).hover();
      await pickFromMenu(device.conversation(name), option);
    },
    async openChat(tab, name) {
      await device.goTo(tab);
      const list = tab === "Chats" ? "conversations" : tab.toLowerCase();
      await row(list, name).click();
      await device.chat.section.locator(".cometchat-message-header__title", { hasText: name }).waitFor();
      await device.chat.ready();
    },
    async goTo(tab) {
      await page.getByRole("navigation").getByRole("button", { name: tab, exact: true }).click();
    },
    async logIn() {
      const before = acceptedSockets(journal);
      await page.getByRole("button", { name: "Log in as" }).click();
      await page.getByRole("region", { name: "Chats" }).waitFor();
      await device.connected(before + 1);
    },
    async logOut() {
      await device.registered();
      await page.getByRole("button", { name: "Log out" }).click();
      await page.getByRole("button", { name: "Log in as" }).waitFor();
    },
    registered: () =>
      vi.waitFor(
        () => {
          if (!journal.answers.some(({ url }) => url.endsWith("/user_sessions")))
            throw new Error(`The page of ${uid} has not registered its session.`);
        },
        { timeout: DEADLINE },
      ),
    connected: (times) =>
      vi.waitFor(
        () => {
          const accepted = acceptedSockets(journal);
          if (accepted < times)
            throw new Error(`The server has accepted ${accepted} sockets of ${uid}, not ${times}.`);
        },
        { timeout: DEADLINE },
      ),
    close: () => context.close(),
  };

  await page.goto(address);
  await device.logIn();
  return device;
}

function acceptedSockets({ frames }: Journal): number {
  return frames.filter(({ direction, text }) => direction === "received" && isAccepted(text)).length;
}

function isAccepted(text: string): boolean {
  const frame: { type?: string; body?: { code?: string } } = JSON.parse(text);
  return frame.type === "auth" && frame.body?.code === "200";
}
