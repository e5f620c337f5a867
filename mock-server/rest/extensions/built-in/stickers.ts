import { byEndpoint } from "../endpoints.ts";
import type { Extension } from "../extension.ts";

interface StickerSet {
  readonly id: string;
  readonly name: string;
  /** Sticker name → the emoji that is drawn. */
  readonly stickers: Readonly<Record<string, string>>;
}

const SETS: readonly StickerSet[] = [
  { id: "faces", name: "Faces", stickers: { smile: "😀", laugh: "😂", love: "😍", wow: "😮", sad: "😢" } },
  { id: "gestures", name: "Gestures", stickers: { yes: "👍", no: "👎", clap: "👏", wave: "👋" } },
];

const FILE = /^stickers\/([a-z]+)\/([a-z]+)\.svg$/;

/** A few stickers of our own, drawn as SVG. docs: fundamentals/stickers (the shape of the answer) */
export const stickers: Extension = {
  slug: "stickers",
  handle: byEndpoint({
    "GET v1/fetch": ({ origin }) => ({
      defaultStickers: SETS.flatMap((set, index) => stickersOf(set, index + 1, origin)),
      customStickers: [],
    }),
  }),
  file(path) {
    const [, setId, name = ""] = FILE.exec(path) ?? [];
    const set = SETS.find(({ id }) => id === setId);
    if (!set || !Object.hasOwn(set.stickers, name)) return undefined;
    return { contentType: "image/svg+xml", text: drawing(set.stickers[name] ?? "") };
  },
};

/** Numbers are strings here. docs: fundamentals/stickers */
function stickersOf(set: StickerSet, order: number, origin: string) {
  return Object.keys(set.stickers).map((name, index) => ({
    id: `${set.id}-${name}`,
    stickerName: `${name}.svg`,
    stickerUrl: `${origin}/stickers/${set.id}/${name}.svg`,
    stickerOrder: String(index + 1),
    stickerSetId: set.id,
    stickerSetName: set.name,
    stickerSetOrder: String(order),
  }));
}

function drawing(emoji: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" width="128" height="128"><text x="64" y="64" font-size="96" text-anchor="middle" dominant-baseline="central">${emoji}</text></svg>`;
}
