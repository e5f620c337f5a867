import type { DayFigures } from "./child-servers/day.ts";
import type { SdkFigures } from "./child-servers/sdk.ts";
import { startChild } from "./children.ts";
import type { Row } from "./report.ts";
import { compare, spreadOf } from "./side-by-side.ts";

const ROUNDS = 3;

/** The official SDK inside the process of its test, against the same SDK over TLS on loopback; and a day of many devices. */
export async function inProcess(): Promise<Row[]> {
  const inside: SdkFigures[] = [];
  const outside: SdkFigures[] = [];
  const server = await startChild<ServerFacts>("testkit", { args: ["demo"] });
  const { port, app, caFile } = server.ready;
  for (let round = 0; round < ROUNDS; round += 1) {
    inside.push(await figuresOf({}));
    outside.push(
      await figuresOf({
        args: [`localhost:${port}/v3.0`, JSON.stringify(app)],
        env: { NODE_EXTRA_CA_CERTS: caFile },
      }),
    );
  }
  await server.end();
  const days = await startChild<DayFigures>("day");
  await days.end();
  const own = { subjectName: "in process" } as const;
  return [
    {
      ...own,
      what: "SDK: init, login, first message there and back",
      unit: "ms",
      subject: spreadOf(inside.map(({ firstMs }) => firstMs)),
    },
    {
      ...own,
      what: "SDK: a message sent and one heard",
      unit: "ms",
      subject: spreadOf(inside.map(({ roundTripMs }) => roundTripMs)),
      target: { of: "subject", atMost: 2 },
    },
    {
      ...own,
      what: "SDK: messages sent one after the other",
      baselineName: "over TLS",
      unit: "req/s",
      ...compare(
        inside.map(({ sentPerSecond }) => sentPerSecond),
        outside.map(({ sentPerSecond }) => sentPerSecond),
      ),
    },
    {
      ...own,
      what: "a day passes with 1,000 users online, without clients",
      unit: "ms",
      subject: spreadOf(days.ready.quietDays),
      target: { of: "subject", atMost: 1_000 },
    },
    {
      ...own,
      what: "an hour passes with 1,000 devices that ping",
      unit: "ms",
      subject: spreadOf(days.ready.pingingHours),
      note: `${days.ready.pongs.toLocaleString("en-US")} pings answered`,
    },
  ];
}

interface ServerFacts {
  readonly port: number;
  readonly app: object;
  readonly caFile: string;
}

async function figuresOf(options: Parameters<typeof startChild>[1]): Promise<SdkFigures> {
  const child = await startChild<SdkFigures>("sdk", options);
  await child.end();
  return child.ready;
}
