import { openDirectTestkit } from "../../../mock-server/index.ts";
import type { OpenDriver } from "../talk.ts";
import { talksByDriver } from "../talks-by-driver.ts";
import { createInProcessDriver } from "./in-process.ts";

async function open(): Promise<OpenDriver> {
  const start = Date.UTC(2026, 0, 5, 9);
  const testkit = openDirectTestkit({ preset: "empty", frozen: true, now: start });
  const { appId, region, restApiKey } = testkit.app;
  return {
    driver: createInProcessDriver(testkit, start),
    app: testkit.app,
    where: {},
    async authToken(uid) {
      const answer = await testkit.fetch(
        `https://${appId}.api-${region}.cometchat.io/v3.0/users/${uid}/auth_tokens`,
        {
          method: "POST",
          headers: { appId, apikey: restApiKey, "content-type": "application/json" },
          body: "{}",
        },
      );
      const { data } = (await answer.json()) as { readonly data: { readonly authToken: string } };
      return data.authToken;
    },
    faults: () => [],
    close: () => testkit.close(),
  };
}

talksByDriver("official-js-in-process", open);
