import { afterEach, describe, expect, it } from "vitest";
import { cutAnswer } from "../../harness/cut-answer.ts";
import { connectBare, send, startTestListener, type TestListener } from "./test-listener.ts";

const open: TestListener[] = [];
afterEach(async () => {
  for (const listener of open.splice(0)) await listener.close();
});

async function start(answer: () => Response | Promise<Response>) {
  const listener = await startTestListener({ fetch: answer });
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

const whole = new TextEncoder().encode('{"data":"whole"}');
const cut = (bytes: number) =>
  cutAnswer(
    new Response(null, { status: 201, headers: { "x-mark": "1" } }),
    whole.subarray(0, bytes),
    whole.length,
  );

describe("an answer that breaks", () => {
  it.each([
    ["at once", () => Response.error()],
    ["later", async () => Response.error()],
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
      const [head = "", body] = (await askBare(port)).split("\r\n\r\n");
      expect(head).toMatch(/^HTTP\/1\.1 201 /);
      expect(head.toLowerCase()).toContain("x-mark: 1");
      expect(head.toLowerCase()).toContain(`content-length: ${whole.length}`);
      expect(body).toBe('{"data":"whole"}'.slice(0, bytes));
      await expect(
        send("https", { port, path: "/", ca: tls.caCert, servername: "localhost" }),
      ).rejects.toMatchObject({ code: "ECONNRESET" });
    },
  );

  it("keeps none of the next from its answer", async () => {
    let count = 0;
    const { port } = await start(() => {
      count += 1;
      return count === 1 ? Response.error() : new Response("here");
    });
    await expect(send("http", { port, method: "POST" }, "body")).rejects.toThrow();
    expect((await send("http", { port, method: "POST" }, "body")).body).toBe("here");
  });
});
