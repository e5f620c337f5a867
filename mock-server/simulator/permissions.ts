import { receiverOf } from "./destination.ts";
import { ServiceError } from "./errors.ts";
import { isJsonObject } from "./fields.ts";
import { declaredMimeType, safeFileName } from "./file-kinds.ts";
import { areFriends, memberOf } from "./lookups.ts";
import { attachmentsOf } from "./media.ts";
import type { Context } from "./operation.ts";
import type { JsonObject } from "./records.ts";
import { PERMISSION_CHECKS, type PermissionCheck, type Subject } from "./rules/permission-checks.ts";
import { roleHolder, scopeHolder } from "./rules/permissions.ts";
import { FEATURES, type Place } from "./rules/restricted-features.ts";
import { pairKey } from "./state.ts";
import type { SentFile } from "./stored-files.ts";

/** Who asks, and for what: the input has passed the operation's schema. */
interface Request {
  readonly context: Context;
  readonly operation: string;
  readonly input: JsonObject;
}

type Value = string | readonly string[];

const CHECKS = byOperation(PERMISSION_CHECKS, (check) => [check.operation]);
const FEATURES_OF = byOperation(FEATURES, (feature) => feature.uses.map((use) => use.operation));

function byOperation<R>(rows: readonly R[], operationsOf: (row: R) => readonly string[]): Map<string, R[]> {
  const found = new Map<string, R[]>();
  for (const row of rows) {
    for (const operation of operationsOf(row)) found.set(operation, [...(found.get(operation) ?? []), row]);
  }
  return found;
}

/** Whether an operation is one that a role or a scope may be kept from. */
export function isRestrictable(operation: string): boolean {
  return CHECKS.has(operation) || FEATURES_OF.has(operation);
}

/**
 * Checks that the actor's role, and in a group the actor's scope, allow an operation. Costs nothing while nothing is
 * restricted. The app itself may do everything. docs: rest-api/restrict-features, rest-api/rbac-overview
 *
 * @returns the input, narrowed to what the actor may list
 * @throws ServiceError `ERR_PERMISSION_DENIED`
 */
export function permitted(context: Context, operation: string, input: unknown): unknown {
  const { state, actor } = context;
  if (state.restrictedFeatures.size === 0 && state.permissions.size === 0) return input;
  const user = actor.isApp ? undefined : state.users.get(actor.uid);
  if (!user || !isJsonObject(input)) return input;
  // What is asked of a reply depends on where it goes.
  const isSent = operation === "sendMessage";
  const request: Request = {
    context,
    operation,
    input: isSent ? { ...input, ...receiverOf(context, input) } : input,
  };
  checkFeatures(request, user.role);
  return narrowed(request, user.role);
}

function checkFeatures({ context, operation, input }: Request, role: string): void {
  const place = placeOf(input);
  for (const { key, uses } of FEATURES_OF.get(operation) ?? []) {
    if (!context.state.restrictedFeatures.has(pairKey(role, key))) continue;
    const isMeant = uses.some((use) => use.operation === operation && isIn(place, use.places));
    if (isMeant) throw denied(key, role, "restrictedFeatures");
  }
}

function narrowed(request: Request, role: string): JsonObject {
  let { input } = request;
  const place = placeOf(input);
  const guid = guidOf(request);
  const scope = guid === undefined ? undefined : scopeOf(request, guid);
  for (const check of CHECKS.get(request.operation) ?? []) {
    if (!isIn(place, check.places)) continue;
    const { permission: id } = check;
    const refusals = [
      [roleHolder(role), () => denied(id, role, "RBAC")],
      [scopeHolder(guid ?? "", scope ?? ""), () => denied(id, role, "SBAC", guid, scope)],
    ] as const;
    for (const [holder, refusal] of refusals) {
      const value = request.context.state.permissions.get(pairKey(holder, id))?.value;
      if (value === undefined) continue;
      const allowed = apply({ ...request, input }, check, value);
      if (!allowed) throw refusal();
      input = allowed;
    }
  }
  return input;
}

/** The input as far as the value allows it, or `undefined` when it does not. */
function apply(request: Request, check: PermissionCheck, value: Value): JsonObject | undefined {
  const { context, input } = request;
  const { permission, subject, narrows } = check;
  const values = subject ? SUBJECTS[subject](request) : [];
  if (typeof value === "string") {
    if (!permission.endsWith(".mode")) return value === "deny" ? undefined : input;
    if (value !== "friends") return input;
    if (narrows) return { ...input, [narrows]: true };
    const { state, actor } = context;
    return values.every((uid) => uid === actor.uid || areFriends(state, actor.uid, uid)) ? input : undefined;
  }
  if (permission.endsWith(".denyForScopes"))
    return values.some((one) => value.includes(one)) ? undefined : input;
  if (value.length === 0) return input;
  if (narrows) return narrow(input, narrows, value);
  return values.every((one) => value.includes(one)) ? input : undefined;
}

/** Asking for nothing but what is not allowed is refused: an empty filter would list everything. */
function narrow(input: JsonObject, field: string, allowed: readonly string[]): JsonObject | undefined {
  const asked = input[field];
  if (!Array.isArray(asked) || asked.length === 0) return { ...input, [field]: allowed };
  const both = asked.filter((one) => allowed.includes(one));
  return both.length > 0 ? { ...input, [field]: both } : undefined;
}

function denied(
  action: string,
  role: string,
  restrictionSource: string,
  guid?: string,
  scope?: string,
): ServiceError {
  const policy = restrictionSource === "restrictedFeatures" ? "" : ` as per ${restrictionSource} policy`;
  const who = scope === undefined ? `role ${role}` : `scope ${scope} on group ${guid}`;
  const params = { action, role, restrictionSource, ...(guid && scope && { guid, scope }) };
  // docs: rest-api/rbac-overview, which shows the sentence for a role
  const text = `Permission denied for action ${action} with ${who}${policy}.`;
  return new ServiceError("ERR_PERMISSION_DENIED", text, undefined, params);
}

function placeOf(input: JsonObject): Place {
  if (input.parentId !== undefined) return "thread";
  if (input.guid !== undefined) return "group";
  return input.uid === undefined ? "all" : "user";
}

function isIn(place: Place, places: readonly Place[] | undefined): boolean {
  return !places || places.includes(place);
}

/** The group an operation is done in, if it is done in one. */
function guidOf({ context, input }: Request): string | undefined {
  if (typeof input.guid === "string") return input.guid;
  if (input.receiverType === "group" && typeof input.receiver === "string") return input.receiver;
  const message = typeof input.id === "number" ? context.state.messages.get(input.id) : undefined;
  return message?.receiverType === "group" ? message.receiver : undefined;
}

function scopeOf({ context }: Request, guid: string): string | undefined {
  return memberOf(context.state, guid, context.actor.uid)?.scope;
}

/** What an input says of each subject; nothing where it has none. */
const SUBJECTS: Readonly<Record<Subject, (request: Request) => readonly string[]>> = {
  groupType: ({ context, input }) => {
    const stored = typeof input.guid === "string" ? context.state.groups.get(input.guid)?.type : undefined;
    return texts(typeof input.type === "string" ? input.type : stored);
  },
  peer: peerOf,
  peerRole: (request) => {
    const others = peerOf(request).filter((uid) => uid !== request.context.actor.uid);
    return others.flatMap((uid) => texts(request.context.state.users.get(uid)?.role));
  },
  receiverType: ({ input }) => texts(input.receiverType),
  category: ({ input }) => texts(input.category),
  messageType: ({ input }) => (input.category === "message" ? texts(input.type) : []),
  customType: ({ input }) => (input.category === "custom" ? texts(input.type) : []),
  mimeTypes: ({ input }) => {
    const named = isJsonObject(input.data) ? (attachmentsOf(input.data) ?? []) : [];
    const sent = Array.isArray(input.files) ? (input.files as readonly SentFile[]) : [];
    return [
      ...named.map((file) => file.mimeType),
      ...sent.map(({ mimeType, name }) => declaredMimeType(mimeType, safeFileName(name))),
    ];
  },
  callType: ({ input }) => texts(input.type),
  ownScope: (request) => {
    const guid = guidOf(request);
    return guid === undefined ? [] : texts(scopeOf(request, guid));
  },
  scopeOverOthers: (request) => {
    const { context, input } = request;
    const message = typeof input.id === "number" ? context.state.messages.get(input.id) : undefined;
    if (message?.receiverType !== "group" || message.sender === context.actor.uid) return [];
    return texts(scopeOf(request, message.receiver));
  },
};

function peerOf({ input }: Request): readonly string[] {
  return input.receiver === undefined
    ? texts(input.uid)
    : input.receiverType === "user"
      ? texts(input.receiver)
      : [];
}

function texts(value: unknown): readonly string[] {
  return typeof value === "string" ? [value] : [];
}
