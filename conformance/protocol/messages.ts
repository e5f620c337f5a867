import * as z from "zod";
import { error } from "./entities.ts";
import { METHOD_NAMES } from "./methods.ts";

// What the harness asks a driver, and what the driver tells by itself.

const none = z.strictObject({});
const nothing = z.null();
const clientId = z.string().describe("Names one client: one user's session on one device.");

/** What a driver may be able to do besides calling methods. What it lacks is skipped, and reported as skipped. */
export const capability = z.enum([
  "virtualClock", // Its clients take their time from advanceClock alone.
  "appState", // setAppState works.
  "network", // setNetwork works.
  "manualMode", // Clients can be made with autoConnect: false.
  "presence", // Clients can be made with a presenceSubscription.
  "deviceId", // The service knows a client by the deviceId that it was made with.
]);

export const description = z
  .strictObject({
    name: z.string(),
    version: z.string().describe("Of the client that it drives."),
    language: z.string(),
    protocolVersion: z.string(),
    capabilities: z.array(capability),
    methods: z.array(z.enum(METHOD_NAMES as [string, ...string[]])).describe("Those its clients have."),
  })
  .describe("What a driver drives, and what that can do.");

/** Of whose presence a client wants to hear. */
export const clientOptionsPresence = z.union([
  z.strictObject({ type: z.enum(["ALL_USERS", "FRIENDS"]) }),
  z.strictObject({ type: z.literal("ROLES"), roles: z.array(z.string()) }),
]);

export const clientOptions = z
  .strictObject({
    clientId,
    appId: z.string(),
    region: z.string(),
    hosts: z
      .strictObject({
        client: z.string().describe("host[:port][/prefix] of the client API."),
        admin: z.string().describe("The same of the admin API, for what takes the Auth Key."),
      })
      .optional()
      .describe("Where the service is; the vendor's own hosts when left out."),
    caFile: z.string().optional().describe("A PEM file with the certificate to trust."),
    deviceId: z
      .string()
      .describe("What the client's session on this device is to be called, where it can be."),
    autoConnect: z.boolean().describe("false is manual mode."),
    presenceSubscription: clientOptionsPresence.optional(),
  })
  .describe("One client to be made, with nobody logged in.");

export const driverEvent = z
  .strictObject({
    clientId,
    listener: z.string(),
    name: z.string(),
    payload: z.unknown(),
    seq: z.number().int().describe("1, 2, 3 … in each client, in the order in which its app heard of them."),
  })
  .describe("What a client has told its app.");

/** How a call of a method has ended for the client's app. */
export const outcome = z
  .union([z.strictObject({ value: z.unknown() }), z.strictObject({ error })])
  .describe(
    "What the app got: a value, or an error. A JSON-RPC error says that the driver is broken instead.",
  );

/** Requests of the harness, by their JSON-RPC method. */
export const REQUESTS = {
  describe: { params: none, result: description },
  createClient: { params: clientOptions, result: nothing },
  closeClient: { params: z.strictObject({ clientId }), result: nothing },
  call: {
    params: z.strictObject({ clientId, method: z.string(), params: z.record(z.string(), z.unknown()) }),
    result: outcome,
  },
  setAppState: {
    params: z.strictObject({ clientId, state: z.enum(["foreground", "background"]) }),
    result: nothing,
  },
  setNetwork: {
    params: z.strictObject({ clientId, state: z.enum(["online", "offline"]) }),
    result: nothing,
  },
  advanceClock: {
    params: z.strictObject({ milliseconds: z.number().nonnegative() }),
    result: z
      .strictObject({ nextDue: z.number().nonnegative().optional() })
      .describe("Milliseconds until the next timer of any client is due; left out when there is none."),
  },
  reset: { params: none, result: nothing },
  shutdown: { params: none, result: nothing },
} as const;

export type RequestName = keyof typeof REQUESTS;
export type Capability = z.output<typeof capability>;
export type Description = z.output<typeof description>;
export type ClientOptions = z.output<typeof clientOptions>;
export type DriverEvent = z.output<typeof driverEvent>;
export type Outcome = z.output<typeof outcome>;
export type AppState = z.output<(typeof REQUESTS)["setAppState"]["params"]>["state"];
export type NetworkState = z.output<(typeof REQUESTS)["setNetwork"]["params"]>["state"];
