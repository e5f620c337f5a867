import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import type { Driver } from "./driver.ts";
import { readRpcLine, writeRpcLine } from "./json-rpc.ts";
import { serveDriver } from "./serve-driver.ts";

describe("a line of JSON-RPC", () => {
  it.each([
    ['{"jsonrpc":"2.0","id":1,"result":null}', "response"],
    ['{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no"}}', "response"],
    ['{"jsonrpc":"2.0","id":1,"method":"call","params":{}}', "request"],
    ['{"jsonrpc":"2.0","method":"event","params":{}}', "notification"],
    ["hello", "junk"],
    ["[]", "junk"],
    ["null", "junk"],
    ['{"id":1,"result":null}', "junk"],
    ['{"jsonrpc":"2.0","id":1}', "junk"],
    ['{"jsonrpc":"2.0","id":1,"result":1,"error":{"code":1,"message":""}}', "junk"],
  ])("%s is a %s", (line, kind) => {
    expect(readRpcLine(line).kind).toBe(kind);
  });
});

describe("a driver that is served over stdio", () => {
  function serve(driver: Partial<Driver>) {
    const input = new PassThrough();
    const output = new PassThrough({ encoding: "utf8" });
    const written: unknown[] = [];
    output.on("data", (text: string) => {
      for (const line of text.split("\n").filter(Boolean)) written.push(JSON.parse(line));
    });
    const served = serveDriver({ onEvent() {}, ...driver } as Driver, { input, output });
    return { ask: (message: object) => input.write(writeRpcLine(message)), input, served, written };
  }

  it("answers each request by its id, and tells events", async () => {
    let tell: Parameters<Driver["onEvent"]>[0] = () => {};
    const { ask, served, written } = serve({
      onEvent: (listener) => {
        tell = listener;
      },
      async call(clientId, method) {
        tell({ clientId, listener: "login", name: "logoutSuccess", payload: {}, seq: 1 });
        return { value: method };
      },
      async shutdown() {},
    });
    ask({ id: 7, method: "call", params: { clientId: "a", method: "logout", params: {} } });
    ask({ id: 8, method: "shutdown", params: {} });
    await served;
    expect(written).toEqual([
      {
        jsonrpc: "2.0",
        method: "event",
        params: { clientId: "a", listener: "login", name: "logoutSuccess", payload: {}, seq: 1 },
      },
      { jsonrpc: "2.0", id: 7, result: { value: "logout" } },
      { jsonrpc: "2.0", id: 8, result: null },
    ]);
  });

  it("refuses what is no request, what there is not, and what has wrong params", async () => {
    const { ask, input, served, written } = serve({
      describe: () => Promise.reject(new Error("It broke.")),
    });
    input.write("junk\n");
    ask({ id: 1, method: "fly", params: {} });
    ask({ id: 2, method: "closeClient", params: { client: "a" } });
    ask({ id: 3, method: "describe", params: {} });
    input.end();
    await served;
    await new Promise(setImmediate);
    const codes = written.map((one) => (one as { error: { code: number } }).error.code);
    expect(codes).toEqual([-32600, -32601, -32602, -32603]);
  });
});
