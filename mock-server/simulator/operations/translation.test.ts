import { describe, expect, it } from "vitest";
import { codeOf, createWorld } from "../testing/world.ts";

describe("translating a text", () => {
  it("goes to English when no language is named", () => {
    const world = createWorld();
    world.addUsers("alice");
    const { translations, msgId } = world.as("alice").run("translateText", { text: "hello" });
    expect(translations.map((row) => [row.language_translated, row.message_translated])).toEqual([
      ["en", "hello"],
    ]);
    expect(msgId).toBeUndefined();
  });

  it("gives what is scripted until that is taken back", () => {
    const world = createWorld();
    world.addUsers("alice");
    const german = () =>
      world.as("alice").run("translateText", { text: "hello", languages: ["de"] }).translations[0]
        ?.message_translated;
    world.server.run("scriptTranslation", { text: "hello", language: "de", translation: "hallo" });
    expect(german()).toBe("hallo");
    world.server.run("scriptTranslation", { text: "hello", language: "de" });
    expect(german()).toBe("[de] hello");
  });

  it("is scripted by the app's server, for languages there are", () => {
    const world = createWorld();
    world.addUsers("alice");
    const script = { text: "hello", language: "de", translation: "hallo" };
    expect(codeOf(world.as("alice").tryRun("scriptTranslation", script))).toBe("AUTH_ERR_EMPTY_APIKEY");
    expect(codeOf(world.server.tryRun("scriptTranslation", { ...script, language: "tlh" }))).toBe(
      "ERR_BAD_REQUEST",
    );
  });
});
