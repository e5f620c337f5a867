import * as z from "zod";
import { operation } from "../operation.ts";
import { perUid, type Results } from "../per-uid.ts";
import type { Collaborator } from "../records.ts";
import { nextSerial } from "../state.ts";

const emails = z.array(z.email().max(254).toLowerCase()).default([]);

/**
 * Adds people to those who work on an app, or gives them another role, and removes some. Nothing of the chat depends on
 * them. Someone in several lists has the role of the last, in the order below; removing comes after all (assumed).
 * docs: rest-api/management-apis (team management)
 */
export const setCollaborators = operation({
  name: "setCollaborators",
  access: "key",
  input: () =>
    z.object({ admins: emails, developers: emails, moderators: emails, collaboratorsToRemove: emails }),
  run({ state, now }, { admins, developers, moderators, collaboratorsToRemove }) {
    const give = (list: readonly string[], role: Collaborator["role"]): Results =>
      perUid(list, (email) => {
        const known = state.collaborators.get(email);
        const { id = nextSerial(state, "collaborator"), createdAt = now } = known ?? {};
        state.collaborators.put({ id, email, role, createdAt });
        return {};
      });
    return {
      admins: give(admins, "admin"),
      developers: give(developers, "developer"),
      moderators: give(moderators, "moderator"),
      collaboratorsToRemove: perUid(collaboratorsToRemove, (email) => {
        state.collaborators.remove(email);
        return {};
      }),
    };
  },
});

/** In the order in which they came. docs: rest-api/management-apis (team management) */
export const listCollaborators = operation({
  name: "listCollaborators",
  access: "key",
  input: () => z.object({}),
  run: ({ state }): readonly Collaborator[] => state.collaborators.list("all", "all").slice(),
});
