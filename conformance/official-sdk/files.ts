import { Buffer, File } from "node:buffer";
import type { Attachment, MediaMessage } from "@cometchat/chat-sdk-javascript";
import { addressOf, type Receiver } from "./talk.ts";
import type { Device, World } from "./world.ts";

/** Bytes that do not repeat soon, so that a cut or a swap shows. */
export function bytesOf(size: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let state = seed;
  for (let at = 0; at < size; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** A file as a page gets it from its user. */
export function fileOf(name: string, type: string, content: string | Uint8Array<ArrayBuffer>): File {
  return new File([content], name, { type });
}

/** Makes a media message; `file` is whatever the SDK's constructor takes. */
export function mediaMessage(from: Device, to: Receiver, type: string, file: unknown): MediaMessage {
  const [id, receiverType] = addressOf(to);
  return new from.sdk.MediaMessage(id, file, type, receiverType);
}

/** Sends files in a message and resolves with it as the service stored it. */
export async function sendMedia(
  from: Device,
  to: Receiver,
  type: string,
  file: unknown,
  prepare: (message: MediaMessage) => void = () => {},
): Promise<MediaMessage> {
  const message = mediaMessage(from, to, type, file);
  prepare(message);
  return (await from.sdk.sendMediaMessage(message)) as MediaMessage;
}

/** An attachment's fields as one value. */
export function fieldsOf(attachment: Attachment) {
  return {
    name: attachment.getName(),
    extension: attachment.getExtension(),
    mimeType: attachment.getMimeType(),
    size: attachment.getSize(),
    url: attachment.getUrl(),
  };
}

/** Gets what lies at a URL of the world's server, without any credentials. */
export async function download(world: World, url: string): Promise<Response> {
  const { host, pathname } = new URL(url);
  if (host !== `localhost:${world.server.port}`)
    throw new Error(`Failed to download ${url}: it is elsewhere.`);
  return fetch(new URL(pathname, world.httpUrl));
}

/** The bytes that lie at a URL of the world's server. */
export async function downloadBytes(world: World, url: string): Promise<Uint8Array> {
  const response = await download(world, url);
  if (!response.ok) throw new Error(`Failed to download ${url}: ${response.status} ${await response.text()}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Whether bytes are the same. A comparison by `toEqual` takes seconds for a megabyte. */
export function areSame(some: Uint8Array, others: Uint8Array): boolean {
  return Buffer.compare(some, others) === 0;
}
