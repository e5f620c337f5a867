import type { Step } from "../model/scenario.ts";
import type { ModelDevice, ModelMessage, State } from "../model/state.ts";
import { METHODS, type MethodName } from "../protocol/index.ts";

type Params = Readonly<Record<string, unknown>>;

/** Which message is meant by `$2`: the third, or counted on from the first again; none where there is none. */
const REFERENCE = /^\$(\d+)$/;

/**
 * What a client is really asked for: messages by their ids, and what else a method must know of them.
 *
 * @returns `undefined` when there is no such message
 */
export function readParams(
  state: State,
  device: ModelDevice,
  method: MethodName,
  given: Params,
): Params | undefined {
  const { message: reference, ...rest } = given;
  const params = replaceIds(state, rest);
  if (params && typeof params.request === "string") return sameList(device, method, params);
  if (!params || reference === undefined) return params;
  const message = messageOf(state, String(reference));
  if (message?.id === undefined) return undefined;
  const facts: Params = {
    messageId: message.id,
    senderId: message.sender,
    receiverId: message.receiverId,
    receiverType: message.receiverType,
  };
  const wanted = Object.keys((METHODS[method].params as unknown as { shape: object }).shape);
  return {
    ...Object.fromEntries(Object.entries(facts).filter(([key]) => wanted.includes(key))),
    ...params,
  };
}

/** A list that was begun goes on with its filters; one of another session is another list. */
function sameList(device: ModelDevice, method: MethodName, params: Params): Params {
  const request = `${method} ${params.request} ${device.sessions}`;
  const filters = device.filters.get(request) ?? params.filters;
  device.filters.set(request, filters);
  return { ...params, request, filters };
}

function messageOf({ messages }: State, reference: string): ModelMessage | undefined {
  const [, place] = REFERENCE.exec(reference) ?? [];
  return place === undefined || messages.length === 0 ? undefined : messages[Number(place) % messages.length];
}

const IDS: ReadonlySet<string> = new Set(["messageId", "parentMessageId", "quotedMessageId"]);

/** `$0` is the first call of the case, and so on. */
function sessionOf({ calls }: State, reference: string): string | undefined {
  const [, place] = REFERENCE.exec(reference) ?? [];
  return calls.length === 0 ? undefined : calls[Number(place) % calls.length]?.sessionId;
}

function replaceIds(state: State, params: Params): Params | undefined {
  const read: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(params)) {
    if (key === "filters") {
      const filters = replaceIds(state, value as Params);
      if (!filters) return undefined;
      read[key] = filters;
    } else if (IDS.has(key) && REFERENCE.test(String(value))) {
      const id = messageOf(state, String(value))?.id;
      if (id === undefined) return undefined;
      read[key] = id;
    } else if (key === "sessionId" && REFERENCE.test(String(value))) {
      const sessionId = sessionOf(state, String(value));
      if (sessionId === undefined) return undefined;
      read[key] = sessionId;
    } else read[key] = value;
  }
  return read;
}

/** A step as a reader sees it. */
export function textOfStep(step: Step, params?: Params): string {
  if ("wait" in step) return `${step.wait} seconds pass`;
  if ("app" in step) return `${step.by}: its app goes to the ${step.app}`;
  if ("network" in step) return `${step.by}: its network is ${step.network}`;
  if ("fault" in step) return `${step.by}: fault: ${step.fault}`;
  const { by, call, meanwhile } = step;
  const also = meanwhile ? `, and meanwhile ${meanwhile.call}(${JSON.stringify(meanwhile.with)})` : "";
  return `${by}: ${call}(${JSON.stringify(params ?? step.with)})${also}`;
}
