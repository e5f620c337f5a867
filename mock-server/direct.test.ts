import { afterEach, expect, it } from "vitest";
import { type DirectTestkit, openDirectTestkit } from "./direct.ts";

const opened: DirectTestkit[] = [];
afterEach(async () => {
  for (const testkit of opened.splice(0)) await testkit.close();
});

function open(): DirectTestkit {
  const testkit = openDirectTestkit({ preset: "empty", apps: [{ appId: "app-1" }] });
  opened.push(testkit);
  return testkit;
}

it("answers by its own fetch, beside another one of the same App ID", async () => {
  const [one, other] = [open(), open()];
  await one.do("createUser", { uid: "alice", name: "Alice" });
  const count = async ({ app, fetch }: DirectTestkit) => {
    const { appId, restApiKey } = app;
    const response = await fetch(`https://${appId}.api-us.cometchat.io/v3/users`, {
      headers: { appId, apikey: restApiKey },
    });
    return ((await response.json()) as { readonly data: readonly unknown[] }).data.length;
  };
  expect([await count(one), await count(other)]).toEqual([1, 0]);
});

it("has apps that were added later", () => {
  const testkit = open();
  testkit.addApp({ appId: "app-2" });
  expect(testkit.apps.map(({ appId }) => appId)).toEqual(["app-1", "app-2"]);
});

it("reaches no other host", async () => {
  await expect(open().fetch("https://example.com/")).rejects.toThrow(
    "example.com is no host of the chat service",
  );
});

it("carries frames both ways over its own sockets, and their ends", async () => {
  const testkit = open();
  const seen: unknown[] = [];
  const socket = new testkit.WebSocket("wss://app-1.websocket-us.cometchat.io:443");
  socket.onopen = () => socket.send(JSON.stringify({ action: "ping", ack: "true" }));
  socket.onmessage = ({ data }) => seen.push(JSON.parse(data));
  socket.onclose = ({ code }) => seen.push(code);
  await testkit.settled();
  socket.close(1000);
  await testkit.settled();
  expect(seen).toEqual([{ action: "pong" }, 1000]);
});

it("ends a socket with 1006 where there is no app, and where a fault refuses it", async () => {
  const testkit = open();
  testkit.faults.add({ action: { refuseSocket: {} }, times: 1 });
  const codes: number[] = [];
  for (const url of ["wss://nobody.websocket-us.cometchat.io", "wss://app-1.websocket-us.cometchat.io"]) {
    const socket = new testkit.WebSocket(url);
    socket.onclose = ({ code }) => codes.push(code);
    await testkit.settled();
  }
  expect(codes).toEqual([1006, 1006]);
});
