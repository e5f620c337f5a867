import { mkdtempSync, rmSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SocketPeer, SocketSession, Surface } from "../../harness/surface.ts";
import type { HttpAnswer } from "../../http/answer.ts";
import type { HttpRequest } from "../../http/request.ts";
import { loadCertificates, type TlsMaterial } from "./certificates.ts";
import { type ListenOptions, listen, type NodeListener } from "./listener.ts";

/** One socket session as a test sees it. */
export interface SeenSession {
  peer: SocketPeer;
  address: string;
  received: string[];
  /** The close codes it was told of. */
  closed: number[];
}

/** A listener with a surface that tells what reaches it. */
export interface TestListener extends NodeListener {
  tls: TlsMaterial;
  /** `METHOD url` of every request. */
  requests: string[];
  sessions: SeenSession[];
}

/** An answer, whole. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

let sharedTls: Promise<TlsMaterial> | undefined;

/** Certificates for all the tests of a file. */
export function testCertificates(): Promise<TlsMaterial> {
  sharedTls ??= makeCertificates();
  return sharedTls;
}

async function makeCertificates(): Promise<TlsMaterial> {
  const directory = temporaryFolder();
  const tls = await loadCertificates({ directory });
  rmSync(directory, { recursive: true });
  return tls;
}

/** A new empty folder. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "testkit-"));
}

/** Listens on any free port; the surface answers with what it got, sockets echo unless told otherwise. */
export async function startTestListener(
  options: Partial<ListenOptions> & {
    answer?: Surface["answer"];
    bodyLimit?: Surface["bodyLimit"];
    onText?: (seen: SeenSession, text: string) => void;
  } = {},
): Promise<TestListener> {
  const { answer = describeRequest, bodyLimit, onText = echo, ...rest } = options;
  const requests: string[] = [];
  const sessions: SeenSession[] = [];
  const surface: Surface = {
    ...(bodyLimit && { bodyLimit }),
    answer(request) {
      requests.push(`${request.method} ${urlOf(request)}`);
      return answer(request);
    },
    openSocket(peer, address) {
      const seen: SeenSession = { peer, address, received: [], closed: [] };
      sessions.push(seen);
      return sessionOf(seen, onText);
    },
  };
  const tls = await testCertificates();
  const listener = await listen(surface, { port: 0, host: "127.0.0.1", tls, ...rest });
  return { ...listener, tls, requests, sessions };
}

/** Sends one request and reads the whole answer. */
export function send(
  protocol: "http" | "https",
  options: RequestOptions & { port: number },
  body?: string | Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = protocol === "https" ? httpsRequest : httpRequest;
    const outgoing = request({ host: "127.0.0.1", agent: false, ...options }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** A bare TCP connection, and everything it receives. */
export interface BareConnection {
  socket: Socket;
  received(): string;
  /** What broke it, if anything did. */
  failure(): Error | undefined;
  /** Resolves when the other end has closed, or broken, the connection. */
  ended: Promise<void>;
}

/** Opens a bare TCP connection, to write what no client would. */
export async function connectBare(port: number): Promise<BareConnection> {
  const socket = connect({ port, host: "127.0.0.1" });
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
  });
  let failure: Error | undefined;
  socket.on("error", (error) => {
    failure = error;
  });
  const ended = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
  return { socket, received: () => text, failure: () => failure, ended };
}

function describeRequest(request: HttpRequest): HttpAnswer {
  const body = new TextDecoder().decode(request.body);
  const seen = { method: request.method, url: urlOf(request), body };
  return { status: 200, headers: { "x-surface": "yes" }, body: JSON.stringify(seen) };
}

function urlOf({ scheme, host, path, query }: HttpRequest): string {
  return `${scheme}://${host}${path}${query && `?${query}`}`;
}

function echo(seen: SeenSession, text: string): void {
  seen.peer.send(text);
}

function sessionOf(seen: SeenSession, onText: (seen: SeenSession, text: string) => void): SocketSession {
  return {
    receive(text) {
      seen.received.push(text);
      onText(seen, text);
    },
    closed: (code) => void seen.closed.push(code),
  };
}
