import { CORRECT } from "../../drivers/reference/index.ts";
import type { Mutant } from "../mutant.ts";
import { giving, headers } from "./change.ts";

/** Connection, listeners and what goes over the wire. */
export const connection: readonly Mutant[] = [
  { name: "a login opens no socket", rules: ["CON-AUTO-01"], behaviour: { connectsOnLogin: () => false } },
  {
    name: "manual mode opens a socket at the login",
    rules: ["CON-MAN-01"],
    behaviour: { connectsOnLogin: () => true },
  },
  {
    name: "the background keeps the socket of auto mode",
    rules: ["CON-AUTO-02"],
    behaviour: { closesInBackground: () => false },
  },
  {
    name: "the background closes the socket of manual mode at once",
    rules: ["CON-MAN-04"],
    behaviour: { closesInBackground: () => true },
  },
  {
    name: "the socket of manual mode stays for ever",
    rules: ["CON-MAN-05"],
    behaviour: { backgroundPatience: 3_600_000 },
  },
  {
    name: "the socket of manual mode stays for ten seconds",
    rules: ["CON-MAN-04", "CON-MAN-09"],
    behaviour: { backgroundPatience: 10_000 },
  },
  { name: "a ping renews nothing", rules: ["CON-MAN-06"], behaviour: { pingRenews: false } },
  {
    name: "the foreground opens no socket of auto mode",
    rules: ["CON-AUTO-03"],
    behaviour: { connectsInForeground: () => false },
  },
  {
    name: "the foreground opens the socket of manual mode",
    rules: ["CON-MAN-07"],
    behaviour: { connectsInForeground: () => true },
  },
  {
    name: "a lost socket is not opened again",
    rules: ["CON-RETRY-01"],
    behaviour: { reconnectAfter: () => undefined },
  },
  {
    name: "a lost socket is opened again after two minutes",
    rules: ["CON-RETRY-01"],
    behaviour: { reconnectAfter: () => 120_000 },
  },
  {
    name: "disconnect is followed by a reconnection",
    rules: ["CON-RETRY-03"],
    behaviour: { disconnectIsFinal: false },
  },
  { name: "no ping is sent", rules: ["CON-PING-01"], behaviour: { pingEvery: 10_000_000 } },
  { name: "pings come every minute", rules: ["CON-PING-01"], behaviour: { pingEvery: 60_000 } },
  { name: "a missing pong is not noticed", rules: ["CON-PING-02"], behaviour: { pongWithin: 10_000_000 } },
  {
    name: "a socket after one that was closed is not told of",
    rules: ["CON-LIST-04"],
    behaviour: { tellsOfOpening: (hasClosed) => !hasClosed },
  },
  {
    name: "who is not connected is connected",
    rules: ["CON-STAT-01", "CON-STAT-02"],
    behaviour: giving("getConnectionStatus", () => "connected"),
  },
  {
    name: "a refused socket counts as connected, and an accepted one does not",
    rules: ["CON-LIST-01"],
    behaviour: { isAccepted: (frame) => !CORRECT.isAccepted(frame) },
  },
  {
    name: "a message that is pushed twice is told twice",
    rules: ["LSN-DUP-01"],
    behaviour: { isDuplicate: () => false },
  },
  {
    name: "every second message counts as a duplicate",
    rules: ["LSN-LOST-01", "MSG-TEXT-02", "CON-LIVE-02"],
    behaviour: { isDuplicate: (seen, id) => seen.has(id) || Number(id) % 2 === 0 },
  },
  { name: "events come twice", rules: ["LSN-ONCE-01"], behaviour: { tell: (event) => [event, event] } },
  {
    name: "the device is called otherwise in requests",
    rules: ["HYG-HEAD-02"],
    behaviour: headers((all, { asked }) => (asked === "login" ? all : { ...all, resource: "another" })),
  },
];
