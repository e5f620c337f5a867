import type { Behaviour } from "../../drivers/reference/index.ts";
import type { MethodName } from "../../protocol/index.ts";

type Request = Parameters<Behaviour["request"]>[0];
export type Params = Readonly<Record<string, unknown>>;

/** Another request, for what one method asks. */
export const asking = (method: MethodName, change: (request: Request) => Request): Partial<Behaviour> => ({
  request: (request) => (request.asked === method ? change(request) : request),
});

/** Another query. */
export const querying = (method: MethodName, change: NonNullable<Request["query"]>): Partial<Behaviour> =>
  asking(method, (request) => ({ ...request, query: { ...request.query, ...change } }));

/** Another body. */
export const saying = (method: MethodName, change: (body: Params) => object): Partial<Behaviour> =>
  asking(method, (request) => ({ ...request, body: change(request.body as Params) }));

/** Another result, for what one method gives. */
export const giving = (
  method: MethodName,
  change: (value: never, params: Params) => unknown,
): Partial<Behaviour> => ({
  result: (name, value, params) => (name === method ? change(value as never, params) : value),
});

/** Another event, or none. */
export const telling = (
  name: string,
  change: (event: Parameters<Behaviour["tell"]>[0]) => ReturnType<Behaviour["tell"]>,
): Partial<Behaviour> => ({ tell: (event) => (event.name === name ? change(event) : [event]) });

export const headers = (
  change: (headers: Readonly<Record<string, string>>, request: Request) => object,
): Partial<Behaviour> => ({
  request: (request) => ({
    ...request,
    headers: change(request.headers ?? {}, request) as Record<string, string>,
  }),
});

export const without = (record: Params, key: string): Params => {
  const { [key]: _, ...rest } = record;
  return rest;
};

export const inMessage =
  (
    change: (message: Params) => Params,
  ): ((event: Parameters<Behaviour["tell"]>[0]) => ReturnType<Behaviour["tell"]>) =>
  (event) => [{ ...event, payload: { ...event.payload, message: change(event.payload.message as Params) } }];

/** Another frame, of one type. */
export const sending = (type: string, change: (frame: Params) => Params): Partial<Behaviour> => ({
  frame: (frame) => (frame.type === type ? change(frame) : frame),
});
