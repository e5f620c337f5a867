import type { Bots } from "../bots/bots.ts";
import { botScript } from "../bots/script.ts";
import { controlRoute, NO_INPUT } from "./control-route.ts";

/** Users of an app who answer by themselves. */
export const botRoutes = [
  controlRoute({
    method: "POST",
    path: "/apps/:appId/bots",
    name: "addBot",
    remark: "A user comes online, reads what it is told, types, and says what the script says.",
    input: botScript(),
    answer({ control, input }) {
      const { bots } = control();
      bots.add(input);
      return printBots(bots);
    },
  }),
  controlRoute({
    method: "GET",
    path: "/apps/:appId/bots",
    name: "listBots",
    input: NO_INPUT,
    answer: ({ control }) => printBots(control().bots),
  }),
  controlRoute({
    method: "DELETE",
    path: "/apps/:appId/bots/:uid",
    name: "removeBot",
    input: NO_INPUT,
    answer({ control, params: { uid = "" } }) {
      const { bots } = control();
      bots.remove(uid);
      return printBots(bots);
    },
  }),
];

function printBots(bots: Bots) {
  return bots.list().map((uid) => ({ uid }));
}
