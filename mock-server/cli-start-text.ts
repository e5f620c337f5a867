import type { Colors } from "picocolors/types.js";
import type { RunningServer } from "./server.ts";

/** What is told of a server; what can be done with it is not for people to read. */
export type ServerFacts = Omit<
  RunningServer,
  "extensions" | "control" | "forApp" | "addApp" | "execute" | "close" | "webhookLog" | "setRateLimits"
>;

const LABEL_WIDTH = 14;

/** What a person needs to know of a server that has just started. */
export function startText(server: ServerFacts, version: string, colors: Colors): string {
  const { url, httpUrl, app, management, caFile, sampleUsers } = server;
  const facts: [label: string, value: string][] = [
    ["URL", `${url}  (https and wss)`],
    ["without TLS", `${httpUrl}  (http and ws)`],
    ["App ID", app.appId],
    ["Region", app.region],
    ["Auth Key", app.authKey],
    ["REST API Key", app.restApiKey],
    ["Management", `key ${management.key}, secret ${management.secret}`],
  ];
  if (sampleUsers.length > 0) facts.push(["Users", sampleUsers.join(", ")]);
  return `${[
    "",
    colors.bold(`cometchat-testkit ${version}`),
    "",
    ...facts.map(([label, value]) => `${colors.dim(label.padEnd(LABEL_WIDTH))}${value}`),
    "",
    ...trustText(url, caFile, colors),
    "",
    colors.bold("Point an app here:"),
    ...sdkLines(server).map((line) => `  ${line}`),
    "",
    colors.dim("Ctrl-C stops the server. Requests:"),
  ].join("\n")}\n`;
}

function trustText(url: string, caFile: string, colors: Colors): string[] {
  const browser = `  in a browser  open ${url} once and accept the certificate`;
  if (caFile === "") return [colors.bold("Trust its certificate:"), browser];
  return [
    colors.bold("Trust its certificate:"),
    `  in Node       export NODE_EXTRA_CA_CERTS=${JSON.stringify(caFile)}`,
    `${browser}, or import that file as an authority`,
  ];
}

function sdkLines({ port, app, sampleUsers }: ServerFacts): string[] {
  const [uid] = sampleUsers;
  const login =
    uid === undefined
      ? `await CometChat.createUser(new CometChat.User("uid-1"), "${app.authKey}"); // then CometChat.login("uid-1", …)`
      : `await CometChat.login("${uid}", "${app.authKey}");`;
  return [
    'import { CometChat } from "@cometchat/chat-sdk-javascript";',
    `const host = "localhost:${port}/v3.0";`,
    `const settings = new CometChat.AppSettingsBuilder().setRegion("${app.region}").overrideAdminHost(host).overrideClientHost(host).build();`,
    `await CometChat.init("${app.appId}", settings);`,
    login,
  ];
}
