import * as z from "zod";
import { invalidField } from "../errors.ts";
import { nameField, patchOf } from "../fields.ts";
import { requireFlagReason } from "../lookups.ts";
import type { FlagReason } from "../moderation-records.ts";
import { operation } from "../operation.ts";
import { knownId, newModerationId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { nextSerial } from "../state.ts";

const description = z.string().max(LIMITS.descriptionLength).optional();

/** docs: rest-api/moderation; the code of a repeated id is assumed. */
export const createFlagReason = operation({
  name: "createFlagReason",
  access: "key",
  input: () => z.object({ id: newModerationId, name: nameField, description }),
  run({ state, now }, fields): FlagReason {
    if (state.flagReasons.has(fields.id))
      throw invalidField("id", `The id ${fields.id} has already been taken.`);
    const reason = { ...fields, createdAt: now, updatedAt: now, serial: nextSerial(state, "flagReason") };
    state.flagReasons.put(reason);
    return reason;
  },
});

/** The oldest first (assumed). docs: rest-api/moderation */
export const listFlagReasons = operation({
  name: "listFlagReasons",
  access: "key",
  input: () => z.object({}),
  run: ({ state }): readonly FlagReason[] => state.flagReasons.list("all", "all").slice(),
});

/** docs: rest-api/moderation */
export const getFlagReason = operation({
  name: "getFlagReason",
  access: "key",
  input: () => z.object({ id: knownId }),
  run: (context, { id }): FlagReason => requireFlagReason(context.state, id),
});

/** docs: rest-api/moderation */
export const updateFlagReason = operation({
  name: "updateFlagReason",
  access: "key",
  input: () => z.object({ id: knownId, name: nameField.optional(), description }),
  run(context, { id, ...fields }): FlagReason {
    const reason = { ...requireFlagReason(context.state, id), ...patchOf(fields), updatedAt: context.now };
    context.state.flagReasons.put(reason);
    return reason;
  },
});

/** Flags that gave it keep its id (assumed). docs: rest-api/moderation */
export const deleteFlagReason = operation({
  name: "deleteFlagReason",
  access: "key",
  input: () => z.object({ id: knownId }),
  run(context, { id }): string {
    requireFlagReason(context.state, id);
    context.state.flagReasons.remove(id);
    return id;
  },
});
