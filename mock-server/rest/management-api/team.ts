import type { Collaborator } from "../../simulator/records.ts";
import { printResults } from "../bulk.ts";
import type { ManagementRoute } from "./route.ts";

const COLLABORATORS = "/apps/:appId/collaborators";

/** docs: rest-api/management-apis (team management) */
export const teamRoutes: readonly ManagementRoute[] = [
  {
    method: "POST",
    path: COLLABORATORS,
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
  },
  {
    method: "GET",
    path: COLLABORATORS,
    answer: ({ run }, call) => ({ data: run(call, "listCollaborators", {}).map(printCollaborator) }),
  },
];

/** The name is read off the address, as in the docs' example (assumed). */
function printCollaborator({ id, email, role, createdAt }: Collaborator) {
  const [name = ""] = email.split("@", 1);
  return { id: String(id), name: name.charAt(0).toUpperCase() + name.slice(1), email, role, createdAt };
}
