import { afterEach, describe, expect, it } from "vitest";
import { type HttpAnswer, NO_ANSWER } from "../../http/answer.ts";
import { connectBare, send, startTestListener, type TestListener } from "./test-listener.ts";

const open: TestListener[] = [];
afterEach(async () => {
  for (const listener of open.splice(0)) await listener.close();
});

async function start(answer: () => HttpAnswer | Promise<HttpAnswer>) {
  const listener = await startTestListener({ answer });
  open.push(listener);
  return listener;
}

/** Everything that a bare client is told of one answer, and how the connection ends. */
async function askBare(port: number) {
  const connection = await connectBare(port);
  connection.socket.write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
  await connection.ended;
  return connection.received();
}

const body = '{"data":"whole"}';
const whole: HttpAnswer = { status: 201, headers: { "x-mark": "1" }, body };
const cut = (arrives: number) => ({ ...whole, arrives });

describe("an answer that breaks", () => {
  it.each([
    ["at once", () => NO_ANSWER],
    ["later", async () => NO_ANSWER],
  ])("ends the connection without a byte when the surface has none: %s", async (_when, answer) => {
    const { port, tls } = await start(answer);
    expect(await askBare(port)).toBe("");
    for (const protocol of ["http", "https"] as const) {
      await expect(
        send(protocol, { port, path: "/", ca: tls.caCert, servername: "localhost" }),
      ).rejects.toMatchObject({ code: "ECONNRESET" });
    }
  });

  it.each([0, 5])(
    "ends the connection behind %i bytes of one that is cut, with its promised length",
    async (bytes) => {
      const { port, tls } = await start(() => cut(bytes));
      const [head = "", part] = (await askBare(port)).split("\r\n\r\n");
      expect(head).toMatch(/^HTTP\/1\.1 201 /);
      expect(head.toLowerCase()).toContain("x-mark: 1");
      expect(head.toLowerCase()).toContain(`content-length: ${body.length}`);
      expect(part).toBe(body.slice(0, bytes));
      await expect(
        send("https", { port, path: "/", ca: tls.caCert, servername: "localhost" }),
      ).rejects.toMatchObject({ code: "ECONNRESET" });
    },
  );

  it("keeps none of the next from its answer", async () => {
    let count = 0;
    const { port } = await start(() => {
      count += 1;
      return count === 1 ? NO_ANSWER : { ...whole, body: "here" };
    });
    await expect(send("http", { port, method: "POST" }, "body")).rejects.toThrow();
    expect((await send("http", { port, method: "POST" }, "body")).body).toBe("here");
  });
});
