import type {
  BaseMessage,
  CustomMessage,
  GroupMemberScope,
  MediaMessage,
  MessagesRequest,
  TextMessage,
} from "@cometchat/chat-sdk-javascript";
import { withDeadline } from "./deadline.ts";
import type { Device, World } from "./world.ts";

/** Where a message goes. */
export type Receiver = { readonly uid: string } | { readonly guid: string };

/** The two values the SDK wants for a receiver. */
export function addressOf(to: Receiver): readonly [id: string, type: "user" | "group"] {
  return "uid" in to ? [to.uid, "user"] : [to.guid, "group"];
}

/** Sends a text and resolves with the message as the service stored it. */
export async function sendText(
  from: Device,
  to: Receiver,
  text: string,
  prepare: (message: TextMessage) => void = () => {},
): Promise<TextMessage> {
  const [id, type] = addressOf(to);
  const message = new from.sdk.TextMessage(id, text, type);
  prepare(message);
  return (await from.sdk.sendMessage(message)) as TextMessage;
}

/** Sends a custom message of the given type. */
export async function sendCustom(
  from: Device,
  to: Receiver,
  kind: string,
  customData: object,
  prepare: (message: CustomMessage) => void = () => {},
): Promise<CustomMessage> {
  const [id, type] = addressOf(to);
  const message = new from.sdk.CustomMessage(id, type, kind, customData);
  prepare(message);
  return (await from.sdk.sendCustomMessage(message)) as CustomMessage;
}

/** Sends an image that lies at a URL already. */
export async function sendImage(
  from: Device,
  to: Receiver,
  url: string,
  caption?: string,
): Promise<MediaMessage> {
  const [id, type] = addressOf(to);
  const message = new from.sdk.MediaMessage(id, url, "image", type);
  if (caption !== undefined) message.setCaption(caption);
  return (await from.sdk.sendMediaMessage(message)) as MediaMessage;
}

const ENOUGH_PAGES = 50;

/** Asks for page after page until an empty one, and resolves with all of them but that one. */
export async function pagesOf<T>(
  fetchPage: () => Promise<readonly T[]>,
  what: string,
): Promise<(readonly T[])[]> {
  const pages: (readonly T[])[] = [];
  while (pages.length < ENOUGH_PAGES) {
    const page = await withDeadline(fetchPage(), `page ${pages.length + 1} of ${what}`);
    if (page.length === 0) return pages;
    pages.push(page);
  }
  throw new Error(`Failed to reach the end of ${what}: there is still a page after ${ENOUGH_PAGES}.`);
}

/** A message's id, which the service keeps as a string whatever the SDK's typings say. */
export function idOf(message: BaseMessage): string {
  return String(message.getId());
}

/** The texts of messages that are all texts. */
export function textsOf(messages: readonly BaseMessage[]): string[] {
  return messages.map((message) => (message as TextMessage).getText());
}

/** Sets more on a history request before it is built. */
export type NarrowHistory = (builder: InstanceType<Device["sdk"]["MessagesRequestBuilder"]>) => unknown;

/** The history of one conversation, in pages of the given size. */
export function historyOf(
  device: Device,
  of: Receiver,
  limit: number,
  narrow: NarrowHistory = () => {},
): MessagesRequest {
  const builder = new device.sdk.MessagesRequestBuilder().setLimit(limit);
  if ("uid" in of) builder.setUID(of.uid);
  else builder.setGUID(of.guid);
  narrow(builder);
  return builder.build();
}

/** The newest fifty messages of one conversation, from old to new. */
export async function lastPage(
  device: Device,
  of: Receiver,
  narrow?: NarrowHistory,
): Promise<readonly BaseMessage[]> {
  return withDeadline(historyOf(device, of, 50, narrow).fetchPrevious(), "the last page of history");
}

/** Alice at two devices and bob at one. */
export async function openPair(world: World) {
  const laptop = await world.join("alice", { name: "Alice" });
  const phone = await world.device(laptop.uid);
  const bob = await world.join("bob", { name: "Bob" });
  return { laptop, phone, bob, toBob: { uid: bob.uid }, toAlice: { uid: laptop.uid } };
}

/** A scope as the SDK's typings want it: they call participants "member", which the SDK itself refuses. */
export function scopeOf(scope: "admin" | "moderator" | "participant"): GroupMemberScope {
  return scope as string as GroupMemberScope;
}
