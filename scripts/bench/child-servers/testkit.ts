import { createWriteStream } from "node:fs";
import { devNull } from "node:os";
import process from "node:process";
import { lineWriter } from "../../../mock-server/cli-line-writer.ts";
import { jsonRequestLine } from "../../../mock-server/cli-log-lines.ts";
import { startServer } from "../../../mock-server/index.ts";
import { collectYoungAlone } from "../../../mock-server/young-collections.ts";
import { ready } from "./parent.ts";

// The server as `cometchat-testkit serve --preset empty --log json > /dev/null` starts it, or with another preset, or with
// `--data` for a second argument.
collectYoungAlone();
const log = lineWriter(createWriteStream(devNull));
const onRequest = (entry: Parameters<typeof jsonRequestLine>[0]) => log.write(jsonRequestLine(entry));
const [, , given, dataFolder] = process.argv;
const preset = given === "demo" ? "demo" : "empty";
const { port, app, caFile } = await startServer({
  port: 0,
  preset,
  onRequest,
  ...(dataFolder !== undefined && { dataFolder }),
});
ready({ port, app, caFile });
