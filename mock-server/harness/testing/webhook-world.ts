import { type InputFor, type OperationName, type ResultOf, virtualClock } from "../../simulator/index.ts";
import { WEBHOOK_TRIGGERS } from "../../simulator/rules/webhook-triggers.ts";
import { createBackend } from "../backend.ts";
import type { WebhookRequest } from "../webhook-sender.ts";
import type { Frame } from "./backend-world.ts";

const APP = { appId: "app1", region: "us", authKey: "auth-key", restApiKey: "rest-key" } as const;
const START = 1_700_000_000_000;

/** How a receiver takes a webhook: a status, no answer at all, or a broken connection. */
export type Reception = number | "silence" | "broken";

/** A backend on a virtual clock with a webhook that wants to hear everything, and a receiver without a network. */
export function createWebhookWorld(options: Partial<InputFor<"createWebhook">> = {}) {
  const clock = virtualClock(START);
  const received: (WebhookRequest & { readonly at: number })[] = [];
  let reception: Reception = 200;
  const backend = createBackend({
    clock,
    seed: 1,
    sendWebhook(request) {
      received.push({ ...request, at: clock.now() - START });
      if (reception === "broken") return Promise.reject(new Error("connection refused"));
      return reception === "silence" ? new Promise(() => {}) : Promise.resolve(reception);
    },
  });
  const app = backend.addApp(APP);
  const run = <N extends OperationName>(
    as: string | undefined,
    operation: N,
    input: InputFor<N>,
  ): ResultOf<N> => backend.execute(app, operation, input, as);
  const hook = { id: "all", name: "All", webhookURL: "https://receiver.example/hook", ...options };
  run(undefined, "createWebhook", hook);
  run(undefined, "addTriggers", { id: hook.id, triggerIds: Object.keys(WEBHOOK_TRIGGERS) });

  return {
    app,
    backend,
    clock,
    received,
    run,
    addUsers(...uids: string[]) {
      for (const uid of uids) run(undefined, "createUser", { uid, name: uid.toUpperCase() });
    },
    say: (from: string, receiver: string, text = "hi") =>
      run(from, "sendMessage", {
        receiver,
        receiverType: "user",
        category: "message",
        type: "text",
        data: { text },
      }),
    receiveAs(how: Reception) {
      reception = how;
    },
    /** Lets so much time pass, and then everything that waits for no more time happen. */
    async pass(milliseconds = 0) {
      for (const [steps, step] of [
        [1, milliseconds],
        [20, 0],
      ] as const) {
        for (let count = 0; count < steps; count += 1) {
          clock.advance(step);
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
    },
    /** What has been received so far, and is taken from the list. */
    async tellings(): Promise<Frame[]> {
      await this.pass();
      return received.splice(0).map(({ body }) => JSON.parse(body) as Frame);
    },
  };
}
