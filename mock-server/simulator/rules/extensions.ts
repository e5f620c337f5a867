/** An extension that comes with the service. */
export interface BuiltInExtension {
  readonly name: string;
  /** Whether an app has it from the start. The service starts with none; UI kits call these without asking (assumed). */
  readonly enabled: boolean;
}

/**
 * The extensions that are built in, by slug: those that the official UI kits and their predecessors call.
 * docs: fundamentals/extensions-overview
 */
export const BUILT_IN_EXTENSIONS: Readonly<Record<string, BuiltInExtension>> = {
  polls: { name: "Polls", enabled: true },
  stickers: { name: "Stickers", enabled: true },
  document: { name: "Collaborative Document", enabled: true },
  whiteboard: { name: "Collaborative Whiteboard", enabled: true },
  "message-translation": { name: "Message Translation", enabled: true },
  // These two change what is sent, or have a successor in the service itself: an app says that it wants them.
  "link-preview": { name: "Link Preview", enabled: false },
  reactions: { name: "Reactions", enabled: false },
};
