import { route } from "../route.ts";

/** seen from the official SDK 4.2.0, which asks the chat host and shows the jwt of its session */
export const presenceRoutes = [
  route({
    method: "POST",
    path: "/api/v1/online-members",
    credentials: "jwt",
    operation: "onlineCounts",
    input: ({ body }) => ({ groups: body.groups }),
    print: ({ onlineUsersCount, groups }, _view, { body }) =>
      body.groups === undefined ? { onlineUsersCount } : { groups },
  }),
];
