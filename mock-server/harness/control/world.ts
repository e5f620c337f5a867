import * as z from "zod";
import type { World } from "../history/world.ts";
import { controlRoute, NO_INPUT } from "./control-route.ts";

/** As it came: reading it is the import's, which says what is wrong with it. */
const world = z.custom<World>();

/** All that an app holds, and what has been reached in it. */
export const worldRoutes = [
  controlRoute({
    method: "GET",
    path: "/apps/:appId/world",
    name: "exportWorld",
    remark: "The answer's `data` is what an import takes.",
    input: NO_INPUT,
    answer: ({ control }) => control().export(),
  }),
  controlRoute({
    method: "PUT",
    path: "/apps/:appId/world",
    name: "importWorld",
    remark: "All or nothing. Every socket is closed.",
    input: world,
    async answer({ control, input }) {
      await control().import(input);
      return { success: true };
    },
  }),
  controlRoute({
    method: "GET",
    path: "/apps/:appId/reach",
    name: "getReach",
    remark: "Which rules, error codes, events and operations were reached.",
    input: NO_INPUT,
    answer: ({ control }) => control().reach(),
  }),
  controlRoute({
    method: "DELETE",
    path: "/apps/:appId/reach",
    name: "clearReach",
    input: NO_INPUT,
    answer({ control }) {
      control().clearReach();
      return { success: true };
    },
  }),
];
