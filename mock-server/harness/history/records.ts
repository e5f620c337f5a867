import type { Preset } from "../../presets.ts";
import type { App, AppFacts, Command } from "../../simulator/index.ts";
import type { ClockPosition } from "../testkit/steered-clock.ts";
import { bytesFromJson, bytesToJson } from "./json-bytes.ts";

/** An app as it was set up, which is what a reset brings back. */
export interface AppAdded {
  readonly kind: "app";
  readonly appId: string;
  readonly authKey: string;
  readonly restApiKey: string;
  readonly facts: AppFacts;
  /** What it held at the start; commands have made it. */
  readonly preset: Preset;
  /** When that was by its clock, in unix milliseconds. */
  readonly at: number;
  /** How its clock stood then. */
  readonly clock: ClockPosition;
}

/** A command that has changed something. */
export interface CommandDone extends Pick<Command, "appId" | "operation" | "as" | "input" | "resource"> {
  readonly kind: "do";
  /** Unix milliseconds. */
  readonly at: number;
}

/** All of an app, as it is from now on; the records of its tables follow. */
export interface WorldBegun {
  readonly kind: "world";
  readonly setUp: AppAdded;
  readonly authKey: string;
  readonly restApiKey: string;
  readonly facts: AppFacts;
  readonly clock: ClockPosition;
  readonly at: number;
  /** How many `rows` follow. */
  readonly parts: number;
}

/** Some records of one table of the world that was begun. */
export interface WorldRows {
  readonly kind: "rows";
  readonly table: string;
  readonly rows: readonly object[];
}

/** The limits of an app were set; none when left out. */
export interface RateLimitsSet {
  readonly kind: "limits";
  readonly appId: string;
  readonly limits?: App["rateLimits"];
}

/** A clock was stopped, let go or moved: that of an app, or the one of what belongs to none. */
export interface ClockMoved {
  readonly kind: "clock";
  readonly appId?: string | undefined;
  readonly clock: ClockPosition;
  /** Unix milliseconds. */
  readonly at: number;
}

/** An app was taken away. */
export interface AppRemoved {
  readonly kind: "removed";
  readonly appId: string;
}

/** One thing that has happened to the apps of a backend. Played again in order, they come out the same to the byte. */
export type HistoryRecord =
  | AppAdded
  | AppRemoved
  | ClockMoved
  | CommandDone
  | RateLimitsSet
  | WorldBegun
  | WorldRows;

/** @throws TypeError or RangeError for what JSON cannot hold, which only our own API can be given */
export function encodeRecord(record: HistoryRecord): string {
  return JSON.stringify(bytesToJson(record));
}

/** @throws Error for a text that {@link encodeRecord} has not made */
export function decodeRecord(text: string): HistoryRecord {
  return bytesFromJson(JSON.parse(text)) as HistoryRecord;
}
