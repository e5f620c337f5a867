import {
  type Capability,
  type ClientError,
  type ClientOptions,
  type Driver,
  type DriverEvent,
  type EventName,
  METHODS,
  type MethodName,
  type ParamsOf,
  payloadOf,
  type ResultOf,
} from "../protocol/index.ts";

/** A driver, and an app with nobody in it that its clients reach. */
export interface OpenDriver {
  readonly driver: Driver;
  readonly app: { readonly appId: string; readonly region: string; readonly authKey: string };
  readonly where: Pick<ClientOptions, "hosts" | "caFile">;
  /** An auth token of a user, as the app's own server asks for one. */
  authToken(uid: string): Promise<string>;
  /** What is wrong with the driver itself, so far. */
  faults(): readonly unknown[];
  close(): Promise<void>;
}

/** Milliseconds until an event is given up. */
const DEADLINE = 10_000;
/** Milliseconds after which what has not come will not come. */
const QUIET = 150;

export type Payload = Readonly<Record<string, unknown>>;

/** A driver's clients, and what they tell. Every value and every event is held against the protocol's schemas. */
export interface Talk {
  /** What came of a call that works. */
  ask<M extends MethodName>(clientId: string, method: M, params: ParamsOf<M>): Promise<ResultOf<M>>;
  /** What a call was refused with. */
  refusal<M extends MethodName>(
    clientId: string,
    method: M,
    params: ParamsOf<M>,
  ): Promise<ClientError | undefined>;
  /** Takes the next event of a name at a client; waits for it if need be. */
  next(clientId: string, event: EventName): Promise<Payload>;
  /** Names of what a client has heard and nobody has taken, after a while. */
  rest(clientId: string): Promise<readonly string[]>;
  make(clientId: string, more?: Partial<ClientOptions>): Promise<void>;
  /** Waits until what Alice sends from one device reaches her other one and Bob, and takes all that was heard. */
  reachEachOther(): Promise<void>;
  can(capability: Capability): boolean;
  has(...methods: readonly MethodName[]): boolean;
  /** How many events there were, and which of them do not fit. */
  events(): { readonly count: number; readonly misfits: readonly string[] };
  /** Forgets what was heard. */
  forget(): void;
}

/** Opens a talk by a driver that is there. */
export async function openTalk(opened: OpenDriver): Promise<Talk> {
  const description = await opened.driver.describe();
  const heard: DriverEvent[] = [];
  const taken = new Set<DriverEvent>();
  /** The number of the last event of each client. */
  const lastSeq = new Map<string, number>();
  const misfits: string[] = [];
  let events = 0;

  opened.driver.onEvent(hear);

  function hear(event: DriverEvent): void {
    const { clientId, listener, name: called, payload, seq } = event;
    heard.push(event);
    events += 1;
    const expected = (lastSeq.get(clientId) ?? 0) + 1;
    lastSeq.set(clientId, seq);
    const read = payloadOf(listener, called)?.safeParse(payload);
    const what = `${clientId} ${listener}.${called} ${seq}`;
    if (seq !== expected) misfits.push(`${what}: not numbered ${expected}`);
    if (!read) misfits.push(`${what}: there is no such event`);
    else if (!read.success) misfits.push(`${what}: ${read.error.message}`);
  }

  async function ask<M extends MethodName>(
    clientId: string,
    method: M,
    params: ParamsOf<M>,
  ): Promise<ResultOf<M>> {
    const outcome = await opened.driver.call(clientId, method, params as Payload);
    if ("error" in outcome) throw new Error(`${clientId} ${method}: ${JSON.stringify(outcome.error)}`);
    return METHODS[method].result.parse(outcome.value) as ResultOf<M>;
  }

  async function refusal<M extends MethodName>(clientId: string, method: M, params: ParamsOf<M>) {
    const outcome = await opened.driver.call(clientId, method, params as Payload);
    return "error" in outcome ? outcome.error : undefined;
  }

  async function until<T>(what: string, look: () => T | undefined): Promise<T> {
    const since = Date.now();
    for (;;) {
      const seen = look();
      if (seen !== undefined) return seen;
      if (Date.now() - since > DEADLINE) {
        const all = heard.map((event) => `${event.clientId} ${event.listener}.${event.name}`);
        throw new Error(`Failed to see ${what}. Heard: ${all.join(", ")}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async function next(clientId: string, event: EventName): Promise<Payload> {
    const [listener, called] = event.split(".");
    const found = await until(`${event} at ${clientId}`, () =>
      heard.find(
        (one) =>
          !taken.has(one) && one.clientId === clientId && one.listener === listener && one.name === called,
      ),
    );
    taken.add(found);
    return found.payload as Payload;
  }

  async function rest(clientId: string): Promise<readonly string[]> {
    await new Promise((resolve) => setTimeout(resolve, QUIET));
    return heard.filter((one) => one.clientId === clientId && !taken.has(one)).map((one) => one.name);
  }

  /** Some clients call themselves connected before the service knows who they are: what reaches Bob has reached all. */
  async function reachEachOther(): Promise<void> {
    for (const since = Date.now(); Date.now() - since < DEADLINE; ) {
      const to = { receiverId: "bob", receiverType: "user" as const };
      const { id } = await ask("a1", "sendTextMessage", { ...to, text: "Ready?" });
      await rest("b1");
      const hears = (device: string) =>
        heard.some(
          ({ clientId, listener, payload }) =>
            clientId === device &&
            listener === "message" &&
            (payload as { readonly message?: { readonly id: string } }).message?.id === id,
        );
      if (!["a2", "b1"].every(hears)) continue;
      for (const event of heard) taken.add(event);
      return;
    }
    throw new Error("Failed to reach every device.");
  }

  async function make(clientId: string, more: Partial<ClientOptions> = {}): Promise<void> {
    const { app, where, driver } = opened;
    const { appId, region } = app;
    lastSeq.delete(clientId);
    await driver.createClient({
      clientId,
      appId,
      region,
      deviceId: clientId,
      autoConnect: true,
      ...where,
      ...more,
    });
  }

  return {
    ask,
    refusal,
    next,
    rest,
    make,
    reachEachOther,
    can: (capability) => description.capabilities.includes(capability),
    has: (...methods) => methods.every((one) => description.methods.includes(one)),
    events: () => ({ count: events, misfits }),
    forget() {
      heard.length = 0;
      taken.clear();
    },
  };
}
