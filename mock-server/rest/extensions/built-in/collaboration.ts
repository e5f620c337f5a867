import { byEndpoint } from "../endpoints.ts";
import type { Extension, ExtensionFile } from "../extension.ts";
import { placeOf } from "../place.ts";

/** docs: fundamentals/collaborative-document */
export const documentExtension: Extension = {
  slug: "document",
  handle: sharing("document"),
  file: (path) =>
    /^p\/[0-9a-f]+$/.test(path) ? page("Document", "<textarea autofocus></textarea>") : undefined,
};

/** docs: fundamentals/collaborative-whiteboard */
export const whiteboardExtension: Extension = {
  slug: "whiteboard",
  handle: sharing("whiteboard"),
  file: (path) => (path === "board" ? page("Whiteboard", "<canvas></canvas>") : undefined),
};

function sharing(tool: "document" | "whiteboard"): Extension["handle"] {
  return byEndpoint({
    "POST v1/create": (call) => {
      const input = { ...placeOf(call), tool, origin: call.origin };
      return call.execute("shareCollaboration", input).shared;
    },
  });
}

/** A page that stands for the tool: it shows that the link leads somewhere, and shares nothing with anybody. */
function page(title: string, surface: string): ExtensionFile {
  const style =
    "body{font:16px sans-serif;margin:2em}textarea,canvas{width:100%;height:60vh;border:1px solid #999}";
  const text = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><style>${style}</style><h1>${title}</h1><p>A local stand-in: what is done here stays on this page.</p>${surface}</html>`;
  return { contentType: "text/html;charset=utf-8", text };
}
