import { afterEach, describe, expect, it } from "vitest";
import type { SocketPeer } from "../../harness/surface.ts";
import type { Door } from "../../harness/testkit/door.ts";
import { createTraffic } from "../../harness/testkit/traffic.ts";
import { listenWithMockSocket } from "./index.ts";

const URL_OF_APP = "wss://app1.websocket-us.cometchat.io:443";

/** A server that remembers what it is told, without a service behind it. */
function open(outside?: typeof WebSocket) {
  const traffic = createTraffic();
  const received: string[] = [];
  const closed: number[] = [];
  const peers: SocketPeer[] = [];
  const addresses: string[] = [];
  const door: Door = {
    traffic,
    isOurs: (host) => host.endsWith(".cometchat.io"),
    takesSockets: (host) => host.startsWith("app1."),
    refusesSocket: () => false,
    fetch: () => Promise.reject(new Error("No request is made here.")),
    openSocket(peer, address) {
      peers.push(peer);
      addresses.push(address);
      return { receive: (text) => received.push(text), closed: (code) => closed.push(code) };
    },
  };
  const listener = listenWithMockSocket({ door, outside });
  listeners.push(listener);
  const connect = (url = URL_OF_APP) => {
    const socket = new listener.WebSocket(url);
    const seen: unknown[] = [];
    socket.onopen = () => seen.push("open");
    socket.onerror = () => seen.push("error");
    socket.onmessage = ({ data }) => seen.push(data);
    socket.onclose = ({ code, reason, wasClean }) => seen.push([code, reason, wasClean]);
    return { socket, seen };
  };
  return { ...listener, settled: traffic.settled, received, closed, peers, addresses, connect };
}

const listeners: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const listener of listeners.splice(0)) await listener.close();
});

describe("a socket inside the process", () => {
  it("goes through the states of a real one", async () => {
    const { connect, settled, addresses } = open();
    const { socket, seen } = connect();
    expect(socket.readyState).toBe(socket.CONNECTING);
    expect(seen).toEqual([]);
    await settled();
    expect([socket.readyState, seen]).toEqual([socket.OPEN, ["open"]]);
    expect(addresses).toEqual(["app1.websocket-us.cometchat.io/"]);
    socket.close();
    expect(socket.readyState).toBe(socket.CLOSING);
    await settled();
    expect([socket.readyState, seen.at(-1)]).toEqual([socket.CLOSED, [1005, "", true]]);
  });

  it("refuses to send before it is open, and drops what is sent after its end", async () => {
    const { connect, settled, received } = open();
    const { socket } = connect();
    expect(() => socket.send("early")).toThrow(expect.objectContaining({ name: "InvalidStateError" }));
    await settled();
    socket.send("in time");
    socket.close();
    socket.send("late");
    await settled();
    socket.send("too late");
    await settled();
    expect(received).toEqual(["in time"]);
  });

  it("keeps the order both ways, and one frame to a turn", async () => {
    const { connect, settled, received, peers } = open();
    const { socket, seen } = connect();
    await settled();
    const order: string[] = [];
    socket.onmessage = ({ data }) => {
      order.push(data);
      queueMicrotask(() => order.push(`after ${data}`));
    };
    for (const text of ["1", "2", "3"]) socket.send(text);
    for (const text of ["a", "b"]) peers[0]?.send(text);
    expect([received, order]).toEqual([[], []]);
    await settled();
    expect(received).toEqual(["1", "2", "3"]);
    expect(order).toEqual(["a", "after a", "b", "after b"]);
    expect(seen).toEqual(["open"]);
  });

  it("is told the code and reason with which the server closes, after the frames before it", async () => {
    const { connect, settled, peers, closed } = open();
    const { socket, seen } = connect();
    await settled();
    peers[0]?.send("last words");
    peers[0]?.close(1008, "Not authenticated in time");
    peers[0]?.send("never");
    await settled();
    expect(seen).toEqual(["open", "last words", [1008, "Not authenticated in time", true]]);
    expect([socket.readyState, closed]).toEqual([socket.CLOSED, [1008]]);
  });

  it("tells the server the code with which the client closes, once", async () => {
    const { connect, settled, closed } = open();
    const { socket, seen } = connect();
    await settled();
    socket.close(4001, "bye");
    socket.close();
    await settled();
    expect([closed, seen.at(-1)]).toEqual([[4001], [4001, "bye", true]]);
  });

  it("never was, when it is closed before it is open", async () => {
    const { connect, settled, peers } = open();
    const { socket, seen } = connect();
    socket.close(1000, "changed my mind");
    await settled();
    expect([seen, peers]).toEqual([["error", [1006, "", false]], []]);
  });

  it("cannot be closed with a code or reason that the standard forbids", async () => {
    const { connect } = open();
    const { socket } = connect();
    expect(() => socket.close(1001)).toThrow(expect.objectContaining({ name: "InvalidAccessError" }));
    expect(() => socket.close(1000, "x".repeat(124))).toThrow(
      expect.objectContaining({ name: "SyntaxError" }),
    );
  });

  it("fails when no app is behind the host", async () => {
    const { connect, settled } = open();
    const { seen } = connect("wss://app2.websocket-us.cometchat.io");
    await settled();
    expect(seen).toEqual(["error", [1006, "", false]]);
  });

  it("is left to the class of before for any other host", () => {
    const outside = class {
      readonly url: string;
      constructor(url: string) {
        this.url = url;
      }
    } as unknown as typeof WebSocket;
    const socket = new (open(outside).WebSocket)("wss://elsewhere.example/chat");
    expect(socket).toBeInstanceOf(outside);
  });

  it("hears of the end when the testkit closes", async () => {
    const { connect, settled, close, closed } = open();
    const { seen } = connect();
    await settled();
    await close();
    expect([seen.at(-1), closed]).toEqual([[1001, "The testkit is closed", true], [1001]]);
  });
});
