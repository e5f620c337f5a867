import * as z from "zod";
import { shape } from "../../wire/shape.ts";
import { count } from "../../wire/words.ts";
import { route } from "../route.ts";

const onlineCountsShape = shape("OnlineCounts", () =>
  z.union([
    z.strictObject({ onlineUsersCount: count }),
    z.strictObject({ groups: z.record(z.string(), count).meta({ description: "By GUID." }) }),
  ]),
);

/** seen from the official SDK 4.2.0, which asks the chat host and shows the jwt of its session */
export const presenceRoutes = [
  route({
    method: "POST",
    path: "/api/v1/online-members",
    credentials: "jwt",
    operation: "onlineCounts",
    input: ({ body }) => ({ groups: body.groups }),
    answers: onlineCountsShape,
    print: ({ onlineUsersCount, groups }, _view, { body }) =>
      body.groups === undefined ? { onlineUsersCount } : { groups },
  }),
];
