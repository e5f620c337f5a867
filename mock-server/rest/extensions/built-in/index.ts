import type { Extension } from "../extension.ts";
import { documentExtension, whiteboardExtension } from "./collaboration.ts";
import { linkPreview } from "./link-preview.ts";
import { messageTranslation } from "./message-translation.ts";
import { polls } from "./polls.ts";
import { reactions } from "./reactions.ts";
import { stickers } from "./stickers.ts";

/** The extensions that come with the service; each app says which of them it has switched on. */
export const builtInExtensions: readonly Extension[] = [
  polls,
  stickers,
  documentExtension,
  whiteboardExtension,
  messageTranslation,
  linkPreview,
  reactions,
];
