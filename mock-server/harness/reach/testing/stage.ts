import type { App, Credentials, OperationName, Outcome, ResultOf } from "../../../simulator/index.ts";
import type { OwnAppControl } from "../../testkit/app-control.ts";
import { createTestbed, type Testbed } from "../../testkit/testbed.ts";

/** Where a life goes on: an app with people in it, of whom the tracker has heard nothing yet. */
export interface Stage {
  readonly testbed: Testbed;
  readonly control: OwnAppControl;
  /** Does something, by a UID, by `null` for the app's server, or by any credentials. It may be refused. */
  act<N extends OperationName>(
    as: string | null | Credentials,
    operation: N,
    input?: object,
  ): Outcome<ResultOf<N>>;
  /** The value of what must not be refused. */
  get<N extends OperationName>(as: string | null | Credentials, operation: N, input?: object): ResultOf<N>;
  /** Sends a text, or whatever else, to a user or a group; the answer is its id. */
  say(from: string | null, to: string, more?: object): number;
  /** Logs a user in by a token, and opens a socket. */
  connect(uid: string, subscription?: object): Connected;
  /** Makes what the tracker is not to hear of. */
  before(act: () => void): void;
}

interface Connected {
  readonly connection: number;
  readonly authToken: string;
  readonly session: Credentials;
}

export type Life = (stage: Stage) => void;

export const GROUPS: ReadonlySet<string> = new Set(["team", "club", "vault"]);

/** A life of one command. */
export function by(as: string | null | Credentials, operation: OperationName, input: object = {}): Life {
  return (stage) => void stage.act(as, operation, input);
}

/** What sends a text, or whatever else, to a user or a group. */
export function letter(to: string, more: object = {}): object {
  const receiverType = GROUPS.has(to) ? "group" : "user";
  return {
    receiver: to,
    receiverType,
    category: "message",
    type: "text",
    data: { text: "Hello" },
    ...more,
  };
}

export const PEOPLE = [
  ...["owner", "admin", "mod", "mod2", "part", "part2", "banned", "out"],
  ...["alice", "bob", "carol"],
];

/**
 * Sets a stage: `team` has everybody named by their scope in it, and `banned` banned; `club` has the password `secret`
 * and `vault` is private, both with nobody but `owner`. alice, bob and carol have nothing to do with any of it.
 *
 * @param watch hears of every command right before and after it
 */
export function setStage(
  switches: Partial<App["switches"]> = {},
  watch: { before?: () => void; after?: (operation: string, outcome: Outcome) => void } = {},
): Stage {
  const testbed = createTestbed({
    seed: 1,
    preset: "empty",
    start: 1_700_000_000_000,
    frozen: true,
    timing: { frameDelay: 0, presenceGrace: 0, pingTimeout: 30_000 },
    settled: async () => {},
  });
  const control = testbed.addApp({ appId: "stage", switches });
  const { appId, restApiKey } = control.app;
  const credentials = (as: string | null | Credentials): Credentials => {
    if (as === null) return { kind: "apiKey", apiKey: restApiKey };
    return typeof as === "string" ? { kind: "harness", uid: as } : as;
  };
  let isWatched = false;
  const stage: Stage = {
    testbed,
    control,
    act<N extends OperationName>(as: string | null | Credentials, operation: N, input: object = {}) {
      if (isWatched) watch.before?.();
      const outcome = testbed.backend.simulator.execute<N>({
        appId,
        operation,
        as: credentials(as),
        input,
      });
      if (isWatched) watch.after?.(operation, outcome);
      return outcome;
    },
    get(as, operation, input) {
      const outcome = stage.act(as, operation, input);
      if (!outcome.ok) throw outcome.error;
      return outcome.value;
    },
    say: (from, to, more) => stage.get(from, "sendMessage", letter(to, more)).id,
    connect(uid, subscription = { kind: "none" }) {
      const { authToken } = stage.get(null, "createAuthToken", { uid });
      const session = { kind: "authToken", authToken } as const;
      const { id } = stage.get(session, "connect", { deviceId: authToken, subscription });
      return { connection: id, authToken, session };
    },
    before(act) {
      const was = isWatched;
      isWatched = false;
      control.reached.without(act);
      isWatched = was;
    },
  };
  stage.before(() => {
    for (const uid of PEOPLE) stage.get(null, "createUser", { uid, name: uid });
    const members = {
      admins: ["admin"],
      moderators: ["mod", "mod2"],
      participants: ["part", "part2"],
      usersToBan: ["banned"],
    };
    stage.get("owner", "createGroup", { guid: "team", name: "Team", members });
    stage.get("owner", "createGroup", { guid: "club", name: "Club", type: "password", password: "secret" });
    stage.get("owner", "createGroup", { guid: "vault", name: "Vault", type: "private" });
  });
  isWatched = true;
  return stage;
}
