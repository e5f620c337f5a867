import { setTimeout as delay } from "node:timers/promises";
import type { RunningServer } from "../../mock-server/index.ts";
import { driverFault } from "../protocol/driver-fault.ts";
import type { Description, Driver, DriverFault } from "../protocol/index.ts";
import { type CheckedDriver, checkedDriver } from "./checked-driver.ts";
import { walkThroughMethods } from "./walk.ts";
import { type EventWatch, watchEvents } from "./watch-events.ts";

/** Milliseconds in which events are on their way from the mock server. */
const ON_THEIR_WAY = 300;
/** Milliseconds that sockets are given to open. */
const CONNECTING = 1_500;
const LOOK_EVERY = 20;
const UIDS = ["check-ann", "check-bob"] as const;

/** What is checked, and where what is found goes. */
export interface Check {
  readonly driver: Driver;
  readonly description: Description;
  readonly server: RunningServer;
  readonly onFault: (fault: DriverFault) => void;
  readonly onRemark: (remark: string) => void;
}

/** Checks a driver that has said what it is. */
export async function check(all: Check): Promise<void> {
  const { driver, description, server, onFault, onRemark } = all;
  const checked = checkedDriver(driver, description, onFault, onRemark);
  const events = watchEvents(onFault);
  driver.onEvent((event) => events.take(event));
  const [annsUid, bobsUid] = UIDS;
  for (const uid of UIDS) server.execute("createUser", { uid, name: uid });
  const { authKey } = server.app;
  const ann = "ann.phone";
  const bob = "bob.laptop";
  const make = makerOf(all, checked, events);

  if (!((await make(ann)) && (await make(bob)))) return;
  await checked.ask(ann, "login", { uid: annsUid, authKey });
  await checked.ask(bob, "login", { uid: bobsUid, authKey });
  await connected(events, [ann, bob]);
  await checkRefusals(checked, ann, description, onFault);
  await walkThroughMethods(checked.ask, { ann, bob, annsUid, bobsUid, authKey });
  await delay(ON_THEIR_WAY);
  if (events.count() === 0) {
    onFault(
      driverFault(
        "silent",
        "The driver told of no event, though two users have talked.",
        "On `createClient` attach every listener that the client has, and write a notification `event` for each call of one.",
      ),
    );
  }
  await checkAtOnce(checked, ann, description);
  await checkCapabilities(all, checked, ann);
  await checkReset(all, checked, events, make);
}

/** Waits until clients say that they are connected, or have had the time to. */
async function connected(events: EventWatch, clients: readonly string[]): Promise<void> {
  const isSo = () => clients.every((client) => events.has(client, "connection", "onConnected"));
  for (let waited = 0; waited < CONNECTING && !isSo(); waited += LOOK_EVERY) await delay(LOOK_EVERY);
  // Some say so before the service knows who they are.
  await delay(ON_THEIR_WAY);
}

function makerOf({ driver, server }: Check, checked: CheckedDriver, events: EventWatch) {
  const host = `localhost:${server.port}/v3.0`;
  const { appId, region } = server.app;
  return async (clientId: string, autoConnect = true) => {
    events.begins(clientId);
    return checked.attempt("createClient", () =>
      driver.createClient({
        clientId,
        appId,
        region,
        hosts: { client: host, admin: host },
        ...(server.caFile !== "" && { caFile: server.caFile }),
        deviceId: clientId,
        autoConnect,
      }),
    );
  };
}

/** What the service refuses is a result, and what there is not is an error of JSON-RPC. */
async function checkRefusals(
  checked: CheckedDriver,
  clientId: string,
  { methods }: Description,
  onFault: Check["onFault"],
): Promise<void> {
  if (methods.includes("getUser")) {
    const refused = await checked.outcomeOf(clientId, "getUser", { uid: "check-nobody" });
    if (typeof refused === "object" && refused !== null && "value" in refused) {
      onFault(
        driverFault(
          "misfit",
          "getUser of a user that there is not has given a value.",
          'Answer with {"error": {code, message, details}} where the client has failed.',
        ),
      );
    }
  }
  if (methods.includes("getLoggedInUser") && (await checked.knows("check-no-such-client"))) {
    onFault(
      driverFault(
        "misfit",
        "A call of a client that was never made has given a result.",
        "Answer with an error of JSON-RPC where there is no such client.",
      ),
    );
  }
}

/** Requests may come while others are under way. */
async function checkAtOnce(
  checked: CheckedDriver,
  clientId: string,
  { methods }: Description,
): Promise<void> {
  if (!methods.includes("getUser")) return;
  await Promise.all(UIDS.map((uid) => checked.outcomeOf(clientId, "getUser", { uid })));
}

async function checkCapabilities(
  { driver, description, onFault }: Check,
  checked: CheckedDriver,
  clientId: string,
): Promise<void> {
  const can = (name: Description["capabilities"][number]) => description.capabilities.includes(name);
  if (can("appState")) {
    for (const state of ["background", "foreground"] as const)
      await checked.attempt(`setAppState ${state}`, () => driver.setAppState(clientId, state));
  }
  if (can("network")) {
    await checked.attempt("setNetwork offline", () => driver.setNetwork(clientId, "offline"));
    const [uid] = UIDS;
    const seen = description.methods.includes("getUser")
      ? await checked.outcomeOf(clientId, "getUser", { uid })
      : undefined;
    if (typeof seen === "object" && seen !== null && "value" in seen) {
      onFault(
        driverFault(
          "misfit",
          "The driver claims `network`, and a client without one has reached the service.",
          "Between `setNetwork` offline and online let no request out, and cut the socket.",
        ),
      );
    }
    await checked.attempt("setNetwork online", () => driver.setNetwork(clientId, "online"));
  }
  if (can("virtualClock"))
    await checked.attempt("advanceClock", async () => {
      await driver.advanceClock(0);
      await driver.advanceClock(1_000);
    });
}

/** Nothing of a case may be left in the next one. */
async function checkReset(
  { driver, description, server, onFault }: Check,
  checked: CheckedDriver,
  events: EventWatch,
  make: ReturnType<typeof makerOf>,
): Promise<void> {
  const { methods, capabilities } = description;
  const before = "ann.phone";
  if (!(await checked.attempt("reset", () => driver.reset()))) return;
  events.endsAll();
  if (methods.includes("getLoggedInUser") && (await checked.knows(before))) {
    onFault(
      driverFault(
        "left-over",
        "A client has survived reset.",
        "On `reset` close all clients, and forget what they have stored: the next case makes its own.",
      ),
    );
  }
  const [annsUid, bobsUid] = UIDS;
  // A client that is still connected would tell of it.
  server.execute("sendMessage", textTo(annsUid), bobsUid);
  await delay(ON_THEIR_WAY);
  const isManual = capabilities.includes("manualMode");
  const after = "ann.tablet";
  if (!(await make(before)) || !(await make(after, !isManual))) return;
  const user = await checked.ask(before, "getLoggedInUser", {});
  if (user !== undefined && user !== null) {
    onFault(
      driverFault(
        "left-over",
        "A client that was made after reset is logged in already.",
        "On `reset` forget what clients have stored: sessions, settings, device ids.",
      ),
    );
  }
  await checked.ask(after, "login", { uid: annsUid, authKey: server.app.authKey });
  await delay(ON_THEIR_WAY);
  if (isManual && events.has(after, "connection", "onConnected")) {
    onFault(
      driverFault(
        "misfit",
        "The driver claims `manualMode`, and a client that was made with autoConnect false has connected by itself.",
        "Hand `autoConnect` over to the client.",
      ),
    );
  }
  await checked.ask(after, "logout", {});
  await checked.attempt("closeClient", () => driver.closeClient(before));
}

function textTo(receiver: string) {
  return {
    receiver,
    receiverType: "user",
    category: "message",
    type: "text",
    data: { text: "Still there?" },
  } as const;
}
