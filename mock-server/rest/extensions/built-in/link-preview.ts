import { byEndpoint } from "../endpoints.ts";
import type { Extension } from "../extension.ts";

/** It works on messages on their way, and cannot be called. docs: fundamentals/link-preview */
export const linkPreview: Extension = { slug: "link-preview", handle: byEndpoint({}) };
