import { printUser, userShape } from "../../wire/user.ts";
import { route } from "../route.ts";

/** docs: rest-api/users; seen from the official SDK 4.2.0 */
export const userRoutes = [
  route({
    method: "GET",
    path: "/users/:uid",
    operation: "getUser",
    input: ({ params }) => ({ uid: params.uid }),
    answers: userShape,
    print: (user, view) => printUser(view, user),
  }),
];
