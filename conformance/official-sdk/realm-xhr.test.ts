import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { FormData } from "undici";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openHttp, type RealmHttp } from "./realm-fetch.ts";
import { openXhr } from "./realm-xhr.ts";

type Listener = (event: { readonly type: string; readonly loaded: number; readonly total: number }) => void;

/** As much of a browser's XMLHttpRequest as the tests use. */
interface Xhr {
  readonly upload: { addEventListener(type: string, listener: Listener): void };
  readonly readyState: number;
  readonly status: number;
  readonly responseText: string;
  onload: Listener | null;
  onprogress: Listener | null;
  addEventListener(type: string, listener: Listener): void;
  removeEventListener(type: string, listener: Listener): void;
  open(method: string, url: string, async?: boolean): void;
  setRequestHeader(name: string, value: string): void;
  getResponseHeader(name: string): string | null;
  send(body?: unknown): void;
  abort(): void;
}

const EVENTS = ["readystatechange", "loadstart", "progress", "abort", "error", "load", "loadend"];

let server: Server;
let http: RealmHttp;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  server = createServer((request, response) => answer(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const adopt = <T>(promise: Promise<T>) => promise;
  const network = () => new AbortController().signal;
  http = openHttp({ ca: "", hosts: {}, origin: "https://app.example", network, adopt, parse: JSON.parse });
});
afterEach(async () => {
  await http.close();
  server.closeAllConnections();
  server.close();
});

const urlOf = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

/** A request whose events are written down, and the end of it. */
function openRequest() {
  const Request = openXhr({ exchange: http.exchange, guard: (run) => run() }) as new () => Xhr;
  const xhr = new Request();
  const events: string[] = [];
  const progress: [loaded: number, total: number][] = [];
  for (const type of EVENTS) {
    xhr.addEventListener(type, (event) =>
      events.push(event.type === "readystatechange" ? `state ${xhr.readyState}` : event.type),
    );
    xhr.upload.addEventListener(type, ({ loaded, total }) => {
      if (type === "progress") progress.push([loaded, total]);
      else events.push(`upload ${type}`);
    });
  }
  const ended = new Promise<void>((resolve) => xhr.addEventListener("loadend", () => resolve()));
  return { xhr, events, progress, ended };
}

it("uploads a form, tells how far it is, and holds the answer", async () => {
  const form = new FormData();
  form.append("key", "k");
  form.append("file", new Blob(["x".repeat(500_000)]), "a.bin");
  const received: { headers?: IncomingMessage["headers"]; body?: Buffer } = {};
  answer = async (request, response) => {
    received.headers = request.headers;
    received.body = await buffer(request);
    response.writeHead(201, { "x-answer": "yes" }).end("<ok/>");
  };
  const { xhr, events, progress, ended } = openRequest();
  xhr.open("post", urlOf("/store"), true);
  xhr.setRequestHeader("X-Own", "1");
  xhr.send(form);
  await ended;

  expect([xhr.status, xhr.responseText, xhr.getResponseHeader("X-Answer")]).toEqual([201, "<ok/>", "yes"]);
  expect(events).toEqual([
    ...["state 1", "loadstart", "upload loadstart", "upload load", "upload loadend"],
    ...["state 2", "state 3", "state 4", "load", "loadend"],
  ]);
  const size = received.body?.length ?? 0;
  expect(size).toBeGreaterThan(500_000);
  expect(received.headers).toMatchObject({
    "content-length": String(size),
    "content-type": expect.stringContaining("multipart/form-data; boundary="),
    "x-own": "1",
    origin: "https://app.example",
  });
  expect(progress.length).toBeGreaterThan(5);
  expect(progress.map(([loaded]) => loaded)).toEqual(
    [...new Set(progress.map(([loaded]) => loaded))].sort((a, b) => a - b),
  );
  expect(progress.at(-1)).toEqual([size, size]);
  expect(http.exchanges.entries).toMatchObject([{ method: "POST", answer: { status: 201, text: "<ok/>" } }]);
});

it("is stopped by abort: the request is cut, and nothing of an answer is told", async () => {
  const cut = new Promise<void>((resolve) => {
    // There is no answer: what closes it is the end of the connection.
    answer = (_request, response) => void response.once("close", resolve);
  });
  const arrived = once(server, "request");
  const { xhr, events, ended } = openRequest();
  xhr.open("POST", urlOf("/store"));
  xhr.send("x".repeat(10));
  await arrived;
  xhr.abort();
  await Promise.all([ended, cut]);

  expect(events.slice(-4)).toEqual(["upload abort", "upload loadend", "abort", "loadend"]);
  expect(events).not.toContain("load");
  expect([xhr.status, xhr.readyState]).toEqual([0, 0]);
  xhr.abort();
  expect(events.filter((event) => event === "abort")).toHaveLength(1);
});

it("tells of a connection that broke, and of nothing else", async () => {
  answer = (request) => request.socket.destroy();
  const { xhr, events, ended } = openRequest();
  xhr.open("GET", urlOf("/"));
  xhr.send();
  await ended;

  expect(events).toEqual(["state 1", "loadstart", "state 4", "error", "loadend"]);
  expect(xhr.status).toBe(0);
});

it("may be used again, and takes what an earlier use left away", async () => {
  answer = (request, response) => response.end(request.url);
  const { xhr, ended } = openRequest();
  const heard: string[] = [];
  const listener: Listener = ({ type }) => heard.push(type);
  xhr.addEventListener("load", listener);
  xhr.open("GET", urlOf("/first"));
  xhr.send();
  expect(() => xhr.send()).toThrow("not open");
  await ended;
  expect(xhr.responseText).toBe("/first");
  xhr.removeEventListener("load", listener);
  xhr.open("GET", urlOf("/second"));
  expect([xhr.status, xhr.responseText]).toEqual([0, ""]);
  const loaded = new Promise<void>((resolve) => {
    xhr.onload = () => resolve();
  });
  xhr.send();
  await loaded;
  expect([xhr.responseText, heard]).toEqual(["/second", ["load"]]);
});

it("refuses to be sent, or to take headers, before it is open", () => {
  const { xhr } = openRequest();
  expect(() => xhr.send()).toThrow("not open");
  expect(() => xhr.setRequestHeader("a", "b")).toThrow("not open");
});
