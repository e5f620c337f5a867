import { commandOfDriver, NAMED_DRIVERS } from "../drivers/named.ts";
import { createInProcessDriver } from "../drivers/official-js/in-process.ts";
import { type Behaviour, createReferenceDriver, virtualClock } from "../drivers/reference/index.ts";
import type { Description, Driver } from "../protocol/index.ts";
import { startLastingDriver } from "../protocol/lasting-driver.ts";
import type { BrokenServer } from "./broken-server.ts";
import { openInProcess, START } from "./in-process.ts";
import type { Place } from "./place.ts";
import { openServed } from "./served.ts";

/** A driver, and the place where its clients find the service. */
export interface Opened {
  readonly driver: Driver;
  readonly place: Place;
  readonly description: Description;
  /** What the driver was seen to do wrong since this was asked last, also where it has gone on. */
  takeFaults(): readonly string[];
  /**
   * Opens another one like it, with a place of its own, to run suites beside this one. Only where that is known to be
   * right: a driver of somebody's own runs once.
   */
  readonly another?: () => Promise<Opened>;
  close(): Promise<void>;
}

/**
 * Opens a driver.
 *
 * @param name `reference`, `official-js`, `official-js-in-process`, `python`, or the command that starts a driver of one's own
 * @throws DriverError when it does not say what it is
 */
export async function openDriver(name: string): Promise<Opened> {
  if (name === "reference") return openReference();
  if (name === "official-js-in-process") return openOfficialInProcess();
  const open = () => openCommand(commandOfDriver(name));
  return NAMED_DRIVERS.includes(name) ? { ...(await open()), another: open } : open();
}

/** The reference client in this process, with something wrong with it or with the server on demand. */
export async function openReference(behaviour?: Partial<Behaviour>, server?: BrokenServer): Promise<Opened> {
  const place = openInProcess(server);
  const { fetch, WebSocket } = place.wayIn;
  const clock = virtualClock(START);
  const driver = createReferenceDriver({ environment: { fetch, WebSocket, clock }, clock, behaviour });
  return describe(driver, place);
}

/** The official SDK in this process. */
async function openOfficialInProcess(): Promise<Opened> {
  const place = openInProcess();
  return describe(createInProcessDriver(place.testkit, START), place);
}

async function openCommand(command: string): Promise<Opened> {
  let isVirtual = false;
  const place = await openServed(() => isVirtual);
  const { caFile } = place.server;
  const env: Record<string, string> = caFile ? { NODE_EXTRA_CA_CERTS: caFile, SSL_CERT_FILE: caFile } : {};
  const faults: string[] = [];
  const driver = startLastingDriver({
    command,
    env,
    onFault: ({ text, mend }) => faults.push(`${text} ${mend}`),
  });
  const opened = await describe(driver, place, () => faults.splice(0));
  isVirtual = opened.description.capabilities.includes("virtualClock");
  return opened;
}

async function describe(
  driver: Driver,
  place: Place,
  takeFaults: Opened["takeFaults"] = () => [],
): Promise<Opened> {
  const close = async () => {
    await driver.shutdown();
    await place.close();
  };
  try {
    return { driver, place, description: await driver.describe(), takeFaults, close };
  } catch (error) {
    await close();
    throw error;
  }
}
