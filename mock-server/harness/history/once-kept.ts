import { refusal } from "../../rest/replies.ts";
import { serviceError } from "../../simulator/index.ts";
import type { Surface } from "../surface.ts";
import type { History } from "./history.ts";

/** The same surface, whose answers wait until what they tell of is kept. What cannot be kept has not happened. */
export function onceKept(history: History, surface: Surface): Surface {
  return {
    ...surface,
    async answer(request) {
      const answer = await surface.answer(request);
      try {
        await history.kept();
        return answer;
      } catch {
        // Whoever keeps it has said why.
        return refusal(serviceError("ERR_EXCEPTION")).answer;
      }
    },
  };
}
