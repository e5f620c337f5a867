import type { ClientOptions, MethodName, Outcome } from "../../protocol/index.ts";
import type { Behaviour } from "./behaviour.ts";
import { type Connection, createConnection } from "./connection.ts";
import type { Environment } from "./environment.ts";
import { type ClientEvent, callOf, eventOf } from "./frames.ts";
import { createLists } from "./lists.ts";
import { callMethods } from "./methods/calls.ts";
import type { Context, Methods } from "./methods/context.ts";
import { conversationMethods } from "./methods/conversations.ts";
import { groupMethods } from "./methods/groups.ts";
import { messageMethods } from "./methods/messages.ts";
import { sessionMethods } from "./methods/sessions.ts";
import { signalMethods } from "./methods/signals.ts";
import { userMethods } from "./methods/users.ts";
import { CallFailure, createRest } from "./rest.ts";
import { createRinging } from "./ringing.ts";
import type { Session } from "./session.ts";
import { object, text } from "./wire.ts";

/** One user's client on one device. */
export interface Client {
  /** Does what an app asks for. */
  call(method: string, params: Readonly<Record<string, unknown>>): Promise<Outcome>;
  readonly connection: Connection;
  /** Ends it without a word to anybody. */
  abandon(): void;
}

interface ClientMaking {
  readonly options: ClientOptions;
  readonly behaviour: Behaviour;
  readonly environment: Environment;
  /** The app's listeners. */
  readonly listener: (event: ClientEvent) => void;
}

/** Makes a client with nobody logged in. */
export function createClient({ options, behaviour, environment, listener: tell }: ClientMaking): Client {
  let session: Session | undefined;
  const seen = new Set<string>();
  const ringing = createRinging(environment.clock, behaviour.ringsFor);

  const connection: Connection = createConnection({
    options,
    behaviour,
    environment,
    session: () => session,
    tell,
    onFrame(frame) {
      if (!session || behaviour.isOwnEcho(frame, options.deviceId)) return;
      const id = frame.type === "message" ? text(object(frame.body).id) : undefined;
      if (id !== undefined && behaviour.isDuplicate(seen, id)) return;
      if (id !== undefined) seen.add(id);
      const call = frame.type === "message" ? callOf(object(frame.body)) : undefined;
      if (call && behaviour.endsRinging(call.status)) ringing.stop(call.sessionId);
      const { uid } = session.user;
      const event = eventOf(frame, uid, (of) => behaviour.isCaller(of, uid));
      if (event) for (const one of behaviour.tell(event, frame)) tell(one);
    },
  });

  const rest = createRest({
    options,
    behaviour,
    environment,
    session: () => session,
    isOnline: connection.isOnline,
    onRefused(code) {
      if (!behaviour.endsSession(code, session !== undefined)) return;
      session = undefined;
      ringing.clear();
      connection.loggedOut();
      tell({ listener: "login", name: "logoutSuccess", payload: {} });
    },
  });

  const lists = createLists();
  const methodsFor = (asked: string): Methods => {
    const context: Context = {
      options,
      behaviour,
      connection,
      session: () => session,
      setSession: (opened) => {
        session = opened;
        if (!opened) ringing.clear();
      },
      ringing,
      me: () => session?.user ?? { uid: "", name: "", status: "offline" },
      tell,
      list: (name, filters) => lists(name, filters),
      ask: (request) => rest({ asked, api: "client", ...request }),
    };
    return {
      ...sessions(context),
      ...userMethods(context),
      ...groupMethods(context),
      ...messageMethods(context),
      ...conversationMethods(context),
      ...signalMethods(context),
      ...callMethods(context),
    };
  };
  /** Made once: it remembers that a login is under way. */
  let ofSession: Methods | undefined;
  const sessions = (context: Context) => {
    ofSession ??= sessionMethods(context);
    return ofSession;
  };

  return {
    abandon() {
      ringing.clear();
      connection.abandon();
    },
    connection,
    async call(method, params) {
      const name = method as MethodName;
      const act = methodsFor(method)[name] as ((params: unknown) => Promise<unknown>) | undefined;
      if (!act) throw new Error(`The reference client has no method ${JSON.stringify(method)}.`);
      try {
        const refusal = behaviour.refusal(name, params, session !== undefined);
        if (refusal) throw new CallFailure(refusal);
        return { value: behaviour.result(name, await act(params), params) };
      } catch (error) {
        if (!(error instanceof CallFailure)) throw error;
        return { error: behaviour.error(error.reason) };
      }
    },
  };
}
