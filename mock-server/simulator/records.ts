// The records of an app, by area. Every time in a record is in unix seconds, as the service prints it. Records are
// immutable: a change is a new one.

export type * from "./records/app.ts";
export type * from "./records/calls.ts";
export type * from "./records/common.ts";
export type * from "./records/connections.ts";
export type * from "./records/conversations.ts";
export type * from "./records/groups.ts";
export type * from "./records/messages.ts";
export type * from "./records/notifications.ts";
export type * from "./records/people.ts";
