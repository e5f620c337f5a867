import { describe, expect, it } from "vitest";
import { injectedInto } from "../injections.ts";
import { codeOf, createWorld } from "../testing/world.ts";

function withPair() {
  const world = createWorld();
  world.addUsers("alice", "bob");
  const say = (text: string, metadata?: object) =>
    world.as("alice").run("sendMessage", {
      receiver: "bob",
      receiverType: "user",
      category: "message",
      type: "text",
      data: { text, metadata },
    });
  return { world, say };
}

describe("link previews", () => {
  it("are written into a text with links, once for each, while the extension is on", () => {
    const { world, say } = withPair();
    expect(say("see https://a.example").data.metadata).toBeUndefined();

    world.server.run("switchExtension", { slug: "link-preview", enabled: true });
    const message = say("https://a.example/x?y=1 (and https://a.example/x?y=1).", { own: 1 });

    expect(injectedInto(message)).toEqual({
      "link-preview": {
        links: [expect.objectContaining({ url: "https://a.example/x?y=1", title: "a.example" })],
      },
    });
    expect(message.data.metadata).toMatchObject({ own: 1 });
    expect(say("no link at all").data.metadata).toBeUndefined();
  });

  it("follow an edit", () => {
    const { world, say } = withPair();
    world.server.run("switchExtension", { slug: "link-preview", enabled: true });
    const { id } = say("https://a.example");
    const edit = (text: string) => {
      world.as("alice").run("editMessage", { id, data: { text } });
      return world.as("alice").run("getMessage", { id });
    };

    expect(injectedInto(edit("https://b.example"))).toMatchObject({
      "link-preview": { links: [{ title: "b.example" }] },
    });
    expect(injectedInto(edit("nothing"))).toEqual({});
  });
});

describe("what an extension writes into a message", () => {
  it("is told by an edit, stays through edits of the author's, and can be taken out", () => {
    const { world, say } = withPair();
    const { id } = say("hello", { own: 1 });

    world.server.run("injectIntoMessage", { id, slug: "mood", value: "good" });
    world.as("alice").run("editMessage", { id, data: { text: "hello!", metadata: { own: 2 } } });
    const edited = world.as("bob").run("getMessage", { id });
    expect(edited.data.metadata).toEqual({ own: 2, "@injected": { extensions: { mood: "good" } } });

    world.server.run("injectIntoMessage", { id, slug: "mood" });
    expect(world.as("bob").run("getMessage", { id }).data.metadata).toEqual({ own: 2 });
  });

  it("is for servers to write, into a message that is there", () => {
    const { world, say } = withPair();
    const { id } = say("hello");
    expect(codeOf(world.as("alice").tryRun("injectIntoMessage", { id, slug: "mood", value: 1 }))).toBe(
      "AUTH_ERR_EMPTY_APIKEY",
    );
    expect(codeOf(world.server.tryRun("injectIntoMessage", { id: 999, slug: "mood", value: 1 }))).toBe(
      "ERR_MESSAGE_ID_NOT_FOUND",
    );
  });
});

describe("the older reactions", () => {
  it("are set and taken back by the same call, each user's own, whatever is in the metadata", () => {
    const { world, say } = withPair();
    const { id } = say("hello", { "@injected": { extensions: { reactions: "forged" } } });
    const react = (uid: string, emoji: string) =>
      world.as(uid).run("toggleLegacyReaction", { msgId: id, emoji });

    react("alice", "👍");
    react("bob", "👍");
    expect(react("bob", "__proto__")).toEqual(
      Object.fromEntries([
        ["👍", { alice: { name: "alice" }, bob: { name: "bob" } }],
        ["__proto__", { bob: { name: "bob" } }],
      ]),
    );
    react("bob", "__proto__");
    react("bob", "👍");
    expect(react("alice", "👍")).toEqual({});
    expect(injectedInto(world.as("bob").run("getMessage", { id }))).toEqual({});
  });
});

describe("a shared document", () => {
  it("is a message with a link of its own, refused where a message would be", () => {
    const { world } = withPair();
    const share = (uid: string, receiver = "bob") =>
      world.as(uid).tryRun("shareCollaboration", {
        tool: "document",
        origin: "https://document-us.localhost",
        receiver,
        receiverType: "user",
      });

    const outcomes = [share("alice"), share("alice")];

    const urls = outcomes.map((outcome) => (outcome.ok ? outcome.value.shared.document_url : ""));
    expect(new Set(urls).size).toBe(2);
    expect(urls[0]).toMatch(/^https:\/\/document-us\.localhost\/p\/[0-9a-f]{16}$/);
    expect(codeOf(share("alice", "nobody"))).toBe("ERR_UID_NOT_FOUND");
    world.as("alice").run("blockUsers", { blockedUids: ["bob"] });
    expect(codeOf(share("alice"))).toBe("ERR_BLOCKED_RECEIVER");
  });
});

describe("switching extensions", () => {
  it("takes slugs that can stand in a host name, from the app's server", () => {
    const { world } = withPair();
    for (const slug of ["a b", "UPPER", "-x", "x-", "a.b", ""]) {
      expect(codeOf(world.server.tryRun("switchExtension", { slug, enabled: true })), slug).toBe(
        "ERR_BAD_REQUEST",
      );
    }
    expect(codeOf(world.as("alice").tryRun("switchExtension", { slug: "polls", enabled: false }))).toBe(
      "AUTH_ERR_EMPTY_APIKEY",
    );
    world.server.run("switchExtension", { slug: "polls", enabled: false });
    expect(world.app.state.extensions.has("polls")).toBe(false);
  });
});
