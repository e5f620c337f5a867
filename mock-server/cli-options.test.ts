import { describe, expect, it } from "vitest";
import { parseCommandLine, type ServeOptions } from "./cli-options.ts";
import { UsageError } from "./usage-error.ts";

const app = { appId: "some-app", region: "us", authKey: "some-auth-key", restApiKey: "some-rest-key" };
const defaults = { version: "1.2.3", app };

const parse = (...args: string[]) => parseCommandLine(args, defaults);

function serveOptions(...args: string[]): ServeOptions {
  const commandLine = parse("serve", ...args);
  if (commandLine.kind !== "serve") throw new Error(`Not understood as serve: ${args.join(" ")}`);
  return commandLine.options;
}

function problem(...args: string[]): string {
  try {
    parse(...args);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error(`Understood: ${args.join(" ")}`);
}

describe("serve", () => {
  it("has a value for every option", () => {
    expect(serveOptions()).toEqual({
      ...app,
      port: 8443,
      host: "127.0.0.1",
      preset: "demo",
      seed: 1,
      log: "pretty",
      bots: false,
      control: undefined,
    });
  });

  it("takes every option", () => {
    const options = ["-p", "0", "--host", "::1", "--app-id", "App-1", "--region", "EU", "--auth-key", "a"];
    expect(
      serveOptions(
        ...options,
        ...["--rest-api-key=b", "--preset", "empty", "--seed", "-7", "--log", "json", "--bots"],
        ...["--control-token", "t", "--control-origin", "https://a.test", "--control-host", "b.test"],
      ),
    ).toEqual({
      port: 0,
      host: "::1",
      appId: "App-1",
      region: "eu",
      authKey: "a",
      restApiKey: "b",
      preset: "empty",
      seed: -7,
      log: "json",
      bots: true,
      control: { token: "t", origins: ["https://a.test"], hosts: ["b.test"] },
    });
  });

  it("opens the control API beyond this machine, or nowhere, when told so", () => {
    expect(serveOptions("--control").control).toBe(true);
    expect(serveOptions("--no-control").control).toBe(false);
    expect(serveOptions("--no-control", "--control-token", "t").control).toBe(false);
  });

  it("takes a region that the vendor does not have", () => {
    expect(serveOptions("--region", "local-1").region).toBe("local-1");
  });

  it.each([
    ["--port", "abc"],
    ["--port", "65536"],
    ["--port", "-1"],
    ["--port", "80.5"],
    ["--port", ""],
    ["--host", " "],
    ["--app-id", ""],
    ["--app-id", "two.labels"],
    ["--app-id", "-edge"],
    ["--app-id", "a".repeat(64)],
    ["--region", "u s"],
    ["--region", ""],
    ["--auth-key", "two words"],
    ["--rest-api-key", "ключ"],
    ["--preset", "nowhere"],
    ["--seed", "1e3"],
    ["--seed", "9007199254740992"],
    ["--log", "xml"],
  ])("refuses %s %j in one line that names both", (option, value) => {
    const text = problem("serve", option, value);
    expect(text).toMatch(/^Failed to read --[a-z-]+: .*\. Give .*\.$/);
    expect(text).toContain(`${option}: ${JSON.stringify(value)}`);
  });

  it("refuses one key for both purposes", () => {
    expect(problem("serve", "--auth-key", "k", "--rest-api-key", "k")).toBe(
      'Failed to read --rest-api-key: "k" is the Auth Key, too. Give two different keys.',
    );
  });
});

describe("a command line that cannot be read", () => {
  it.each([
    ["no command", [], "no command was given. Run: cometchat-testkit serve"],
    ["an unknown command", ["srve"], "unknown command 'srve' (Did you mean serve?)"],
    ["an unknown option", ["serve", "--prot", "1"], "unknown option '--prot' (Did you mean --port?)"],
    ["an option without its value", ["serve", "--port"], "option '-p, --port <number>' argument missing"],
    ["a word too many", ["serve", "now"], "too many arguments"],
  ])("is answered in one line: %s", (_, args, fact) => {
    const text = problem(...args);
    expect(text).toContain(`Failed to read the command line: ${fact}`);
    expect(text).not.toContain("\n");
  });
});

describe("a question to the program", () => {
  it.each([[["--help"]], [["help"]], [["serve", "--help"]]])("%j prints help", (args) => {
    expect(parse(...args)).toMatchObject({
      kind: "print",
      text: expect.stringContaining("Usage: cometchat-testkit"),
    });
  });

  it("tells the default of each option of serve", () => {
    const help = parse("serve", "--help");
    expect(help.kind === "print" && help.text.match(/\(default:\s/g)).toHaveLength(9);
  });

  it("--version prints the version", () => {
    expect(parse("--version")).toEqual({ kind: "print", text: "1.2.3\n" });
  });
});
