import { describe, expect, it } from "vitest";
import { codeOf, createWorld } from "./testing/world.ts";

const TO_BOB = { receiver: "bob", receiverType: "user" };
const URL = "https://example.com/a.pdf";

const KINDS = [
  ["a text", { category: "message", type: "text", data: { text: "hello" } }],
  ["a custom message", { category: "custom", type: "place", data: { customData: {} } }],
  ["an interactive message", { category: "interactive", type: "form", data: { interactiveData: {} } }],
] as const;

describe.each(KINDS)("the attachments of %s", (_what, { data, ...kind }) => {
  function openWorld() {
    const world = createWorld();
    world.addUsers("alice", "bob");
    const send = (attachments: unknown) =>
      world.as("alice").tryRun("sendMessage", { ...TO_BOB, ...kind, data: { ...data, ...{ attachments } } });
    const found = () =>
      world.as("bob").run("listMessages", { uid: "alice", attachmentTypes: ["file"] }).rows.length;
    return { ...world, send, found };
  }

  it.each(["a.pdf", 5, true, { url: URL }, [1], [null], [{}], [{ url: "" }]])(
    "are refused as %j, so that lists can be narrowed by them",
    (attachments) => {
      const { send, found } = openWorld();
      expect(codeOf(send(attachments))).toBe("ERR_INVALID_MEDIA_MESSAGE");
      expect(found()).toBe(0);
    },
  );

  it("are completed where they name a file, and may be none", () => {
    const { send, found } = openWorld();
    expect(send([{ url: URL }])).toMatchObject({
      value: { data: { attachments: [{ url: URL, name: "a.pdf", mimeType: "application/pdf" }] } },
    });
    expect(send([])).toMatchObject({ ok: true });
    expect(send(null)).toMatchObject({ value: { data: { attachments: [] } } });
    expect(found()).toBe(1);
  });

  it("are checked in an edit, too", () => {
    const { send, as } = openWorld();
    const sent = send([]);
    const id = sent.ok ? sent.value.id : 0;
    const edited = as("alice").tryRun("editMessage", { id, data: { attachments: "a.pdf" } });
    expect(codeOf(edited)).toBe("ERR_INVALID_MEDIA_MESSAGE");
  });
});
