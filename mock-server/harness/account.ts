import type { Account, Apps } from "../rest/management-api/index.ts";
import type { App, AppOptions, Simulator } from "../simulator/index.ts";
import { seededRandomness } from "../simulator/randomness.ts";

/** What the management API is opened with. Fixed, like the keys of the first app. */
export const DEFAULT_ACCOUNT = {
  key: "3a9a6e5c0ffee03a9a6e5c0ffee03a9a6e5c0ffe",
  secret: "5ec2e75c0ffee05ec2e75c0ffee05ec2e75c0ffe",
} as const;

interface AccountOptions {
  readonly simulator: Simulator;
  /** App IDs and keys are derived from it. */
  readonly seed: number | string;
  readonly key?: string | undefined;
  readonly secret?: string | undefined;
  addApp(options: AppOptions): App;
  removeApp(appId: string): void;
  /** Puts the users and groups into an app that it begins with. */
  addSampleData(app: App): void;
}

/** The account that owns all apps of a backend. */
export function createAccount(options: AccountOptions): Account {
  const { simulator } = options;
  const randomness = seededRandomness(options.seed);
  let made = 0;
  const apps: Apps = {
    list: () => simulator.apps(),
    create({ name, region, withSampleData }) {
      do made += 1;
      while (
        // Some may have been made before this server was started.
        simulator.app(randomness.hex(16, "app", made))
      );
      const appId = randomness.hex(16, "app", made);
      const authKey = randomness.hex(40, "authKey", made);
      const restApiKey = randomness.hex(40, "restApiKey", made);
      const app = options.addApp({ appId, name, region, authKey, restApiKey });
      if (withSampleData) options.addSampleData(app);
      return app;
    },
    remove: options.removeApp,
  };
  return { key: options.key ?? DEFAULT_ACCOUNT.key, secret: options.secret ?? DEFAULT_ACCOUNT.secret, apps };
}
