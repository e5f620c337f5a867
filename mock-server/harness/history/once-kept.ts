import { errorResponse } from "../../rest/responses.ts";
import { serviceError } from "../../simulator/index.ts";
import type { Surface } from "../surface.ts";
import type { History } from "./history.ts";

/** The same surface, whose answers wait until what they tell of is kept. What cannot be kept has not happened. */
export function onceKept(history: History, surface: Surface): Surface {
  return {
    ...surface,
    async fetch(request) {
      const response = await surface.fetch(request);
      try {
        await history.kept();
        return response;
      } catch {
        // Whoever keeps it has said why.
        return errorResponse(serviceError("ERR_EXCEPTION"));
      }
    },
  };
}
