import type {
  ApiAnswer,
  ApiRequest,
  BrokenServer,
  Inside,
  Layer,
  SocketOwner,
} from "../../harness/broken-server.ts";

export type Json = Readonly<Record<string, unknown>>;
export type Fits = (request: ApiRequest) => boolean;

export const json = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
export const rows = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(json) : []);

/** Requests of a verb and a path, in which `*` is any one segment. */
export function on(verb: string, path: string): Fits {
  const wanted = path.split("/");
  return (request) =>
    request.verb === verb &&
    request.path.length === wanted.length &&
    wanted.every((part, index) => part === "*" || part === request.path[index]);
}

/** A segment of a request's path. */
export const segment = ({ path }: ApiRequest, index: number): string => path[index] ?? "";

export const done = (data: unknown): ApiAnswer => ({ status: 200, body: { data } });
export const refused = (code: string): ApiAnswer => ({
  status: 400,
  body: { error: { code, message: `Refused: ${code}.` } },
});
export const codeOf = ({ body }: ApiAnswer): unknown => json(body.error).code;
export const dataOf = ({ body }: ApiAnswer): unknown => body.data;

/** Something of its own for each app. */
export const layered = (layer: (inside: Inside) => Layer): BrokenServer => ({ layer });

/** Another answer, where the service does what it is asked. */
export const answering = (fits: Fits, change: (data: never, request: ApiRequest) => unknown): BrokenServer =>
  layered(() => ({
    async answer(request, ask) {
      const answer = await ask(request);
      const { data } = answer.body;
      if (!fits(request) || data === undefined) return answer;
      return { ...answer, body: { ...answer.body, data: change(data as never, request) } };
    },
  }));

/** Something else is asked than the client has. */
export const asking = (fits: Fits, change: (request: ApiRequest) => ApiRequest): BrokenServer =>
  layered(() => ({ answer: (request, ask) => ask(fits(request) ? change(request) : request) }));

/** A parameter of a query is not looked at. */
export const ignoring = (fits: Fits, name: string): BrokenServer =>
  asking(fits, (request) => ({ ...request, query: without(request.query, name) as Record<string, string> }));

/** Nothing is done, and the client is told that it was. */
export const skipping = (fits: Fits, data: (request: ApiRequest) => unknown = () => ({})): BrokenServer =>
  layered(() => ({
    answer: async (request, ask) => (fits(request) ? done(data(request)) : ask(request)),
  }));

/** What is refused with a code comes to another end. */
export const instead = (
  fits: Fits,
  code: string,
  end: (
    request: ApiRequest,
    inside: Inside,
    again: () => Promise<ApiAnswer>,
  ) => ApiAnswer | Promise<ApiAnswer>,
): BrokenServer =>
  layered((inside) => ({
    async answer(request, ask) {
      const answer = await ask(request);
      if (!fits(request) || codeOf(answer) !== code) return answer;
      return end(request, inside, () => ask(request));
    },
  }));

/** Something happens after what a client has asked for was done. */
export const afterwards = (
  fits: Fits,
  act: (request: ApiRequest, inside: Inside, data: Json) => unknown,
): BrokenServer =>
  layered((inside) => ({
    async answer(request, ask) {
      const answer = await ask(request);
      if (fits(request) && "data" in answer.body) await act(request, inside, json(answer.body.data));
      return answer;
    },
  }));

/** Other frames than the service's. */
export const sending = (
  fits: (frame: Json, to: SocketOwner) => boolean,
  change: (frame: Json, to: SocketOwner) => readonly Json[],
): BrokenServer => layered(() => ({ sends: (frame, to) => (fits(frame, to) ? change(frame, to) : [frame]) }));

/** A frame of this type goes to everybody. */
export const shouting = (fits: (frame: Json) => boolean): BrokenServer =>
  layered(({ push }) => {
    const seen = new Set<string>();
    return {
      sends(frame) {
        const text = JSON.stringify(frame);
        if (!fits(frame)) return [frame];
        if (!seen.has(text)) {
          seen.add(text);
          push(frame, () => true);
        }
        return [];
      },
    };
  });

export function without(record: Json, ...keys: readonly string[]): Json {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

/** A frame's body, with something else in it. */
export const inBody = (frame: Json, change: (body: Json) => Json): Json => ({
  ...frame,
  body: change(json(frame.body)),
});

export const ofType = (type: string) => (frame: Json) => frame.type === type;

/** What a frame says was done: with a message, a member, a receipt … */
export const actionOf = ({ body }: Json): unknown => json(json(body).data).action ?? json(body).action;

/** The thing that an action row is about, with something else in it. */
export function inEntity(row: Json, name: "on" | "by" | "for", change: (entity: Json) => Json): Json {
  const data = json(row.data);
  const entities = json(data.entities);
  const one = json(entities[name]);
  const changed = { ...one, entity: change(json(one.entity)) };
  return { ...row, data: { ...data, entities: { ...entities, [name]: changed } } };
}

/** A message's own data, with something else in it. */
export const inData = (message: Json, change: (data: Json) => Json): Json => ({
  ...message,
  data: change(json(message.data)),
});

/** A frame that tells of members of a group. */
export const isMemberFrame = ({ type, body }: Json): boolean =>
  type === "message" && json(body).type === "groupMember";
export const isMemberAction =
  (action: string) =>
  (frame: Json): boolean =>
    isMemberFrame(frame) && actionOf(frame) === action;
/** A frame that tells of a new message. */
export const isNew = (frame: Json): boolean =>
  frame.type === "message" && json(frame.body).category !== "action";

/** Requests that send a message. */
export const isSending: Fits = (request) =>
  on("POST", "messages")(request) || on("POST", "messages/*/thread")(request);
/** A message that is not there, as if it were. */
export const asSent = ({ body, uid }: ApiRequest): ApiAnswer =>
  done({ ...body, id: "900", conversationId: "none", sender: uid, sentAt: 1 });
/** What is refused with a code is sent. */
export const sentInstead = (code: string): BrokenServer => instead(isSending, code, asSent);
/** Another answer to who sends a message. */
export const inSent = (change: (message: Json, request: ApiRequest) => Json): BrokenServer =>
  answering(isSending, change);
/** A new message as its receivers are told of it. */
export const inTold = (change: (message: Json) => Json): BrokenServer =>
  sending(isNew, (frame) => [inBody(frame, change)]);
