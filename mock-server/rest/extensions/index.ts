export type { Extension, ExtensionCall, ExtensionFile } from "./extension.ts";
export { createExtensionRegistry, type ExtensionRegistry, type KnownExtensions } from "./registry.ts";
