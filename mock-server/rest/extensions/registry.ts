import { builtInExtensions } from "./built-in/index.ts";
import type { Extension } from "./extension.ts";

/** What `callExtension` reaches. */
export interface ExtensionRegistry {
  /** Adds an extension, or puts it in the place of the one with its slug. */
  add(extension: Extension): void;
}

/** A registry that can be asked. */
export interface KnownExtensions extends ExtensionRegistry {
  get(slug: string): Extension | undefined;
}

/** Makes a registry of the built-in extensions. */
export function createExtensionRegistry(): KnownExtensions {
  const extensions = new Map(builtInExtensions.map((extension) => [extension.slug, extension]));
  return {
    add: (extension) => extensions.set(extension.slug, extension),
    get: (slug) => extensions.get(slug),
  };
}
