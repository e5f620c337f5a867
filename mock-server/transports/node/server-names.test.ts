import { once } from "node:events";
import { type ConnectionOptions, connect, type PeerCertificate } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serverNameCallback } from "./server-names.ts";
import { send, startTestListener, type TestListener, testCertificates } from "./test-listener.ts";

let listener: TestListener;
beforeAll(async () => {
  listener = await startTestListener();
});
afterAll(() => listener.close());

async function certificateFor(options: ConnectionOptions): Promise<PeerCertificate> {
  const { port, tls } = listener;
  const client = connect({ port, host: "127.0.0.1", ca: tls.caCert, ...options });
  await once(client, "secureConnect");
  const certificate = client.getPeerCertificate();
  client.destroy();
  return certificate;
}

describe("a client that trusts the authority gets an answer from", () => {
  it.each([
    "localhost",
    "app1.apiclient-us.cometchat.io",
    "app1.websocket-eu.cc-cluster-2.io",
    "polls-us.localhost",
    "App1.Websocket-US.Localhost",
    "app1.apiclient-mars.cometchat.io",
    "cometchat.io",
  ])("%s", async (servername) => {
    const { port, tls } = listener;
    const answer = await send("https", { port, ca: tls.caCert, servername, headers: { host: servername } });
    expect(answer.status).toBe(200);
    expect(listener.requests.at(-1)).toBe(`GET https://${servername.toLowerCase()}/`);
  });

  it("127.0.0.1, which sends no name", async () => {
    const { port, tls } = listener;
    expect((await send("https", { port, ca: tls.caCert })).status).toBe(200);
  });
});

it("a client that asks for a foreign name is shown no certificate with that name", async () => {
  const { subjectaltname } = await certificateFor({ servername: "example.com", rejectUnauthorized: false });
  expect(subjectaltname).toContain("DNS:localhost");
  expect(subjectaltname).not.toContain("example.com");
});

it("one name is certified once", async () => {
  const first = await certificateFor({ servername: "same.localhost" });
  const second = await certificateFor({ servername: "same.localhost" });
  expect(second.fingerprint256).toBe(first.fingerprint256);
});

it("many names do not pile up: the one not asked for longest is forgotten", async () => {
  const tls = await testCertificates();
  const certified: string[] = [];
  const callback = serverNameCallback({
    certify: async (name) => {
      certified.push(name);
      return tls;
    },
  });
  const ask = (name: string) =>
    new Promise<void>((resolve, reject) => callback(name, (error) => (error ? reject(error) : resolve())));
  for (let i = 0; i <= 256; i++) {
    await ask(`${i}.localhost`);
    await ask("often.localhost");
  }
  await ask("256.localhost");
  await ask("0.localhost");
  const times = (name: string) => certified.filter((one) => one === name).length;
  expect(times("often.localhost")).toBe(1);
  expect(times("256.localhost")).toBe(1);
  expect(times("0.localhost")).toBe(2);
});
