import * as z from "zod";
import type { Collaborator } from "../../simulator/records.ts";
import { listOf, type Of, shape } from "../../wire/shape.ts";
import { filled, seconds } from "../../wire/words.ts";
import { printResults, resultsOf, successShape } from "../bulk.ts";
import { managementRoute } from "./route.ts";

const COLLABORATORS = "/apps/:appId/collaborators";

const collaboratorShape = shape("Collaborator", () =>
  z.strictObject({
    id: filled,
    name: z.string(),
    email: filled,
    role: z.enum(["admin", "moderator", "developer"]),
    createdAt: seconds,
  }),
);

const teamResultsShape = shape("TeamResults", () => {
  const each = resultsOf(successShape).schema;
  return z.strictObject({ admins: each, developers: each, moderators: each, collaboratorsToRemove: each });
});

/** docs: rest-api/management-apis (team management) */
export const teamRoutes = [
  managementRoute({
    method: "POST",
    path: COLLABORATORS,
    answers: teamResultsShape,
    answer({ run }, call) {
      const { admins, developers, moderators, collaboratorsToRemove } = run(
        call,
        "setCollaborators",
        call.body,
      );
      return {
        data: {
          admins: printResults(admins, () => ({})),
          developers: printResults(developers, () => ({})),
          moderators: printResults(moderators, () => ({})),
          collaboratorsToRemove: printResults(collaboratorsToRemove, () => ({})),
        },
      };
    },
  }),
  managementRoute({
    method: "GET",
    path: COLLABORATORS,
    answers: listOf(collaboratorShape),
    answer: ({ run }, call) => ({ data: run(call, "listCollaborators", {}).map(printCollaborator) }),
  }),
];

/** The name is read off the address, as in the docs' example (assumed). */
function printCollaborator({ id, email, role, createdAt }: Collaborator): Of<typeof collaboratorShape> {
  const [name = ""] = email.split("@", 1);
  return { id: String(id), name: name.charAt(0).toUpperCase() + name.slice(1), email, role, createdAt };
}
