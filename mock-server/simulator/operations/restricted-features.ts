import * as z from "zod";
import { invalidField, serviceError } from "../errors.ts";
import { flagField } from "../fields.ts";
import { type Context, operation } from "../operation.ts";
import { type Page, paginate, windowFields } from "../paging.ts";
import { perUid, type Results } from "../per-uid.ts";
import type { RestrictedFeature } from "../records.ts";
import { knownId } from "../rules/identifiers.ts";
import { FEATURES } from "../rules/restricted-features.ts";
import { pairKey } from "../state.ts";

const KEYS: ReadonlySet<string> = new Set(FEATURES.map((feature) => feature.key));

/** A key may be given without its prefix (assumed). */
const featureKey = z.string().transform((key) => (key.startsWith("u.") ? key : `u.${key}`));

/** Restricting twice changes nothing; the code of an unknown feature is assumed. docs: rest-api/restrict-features */
export const restrictFeatures = operation({
  name: "restrictFeatures",
  access: "key",
  input: () => z.object({ role: knownId, featuresToRestrict: z.array(featureKey) }),
  run(context, { role, featuresToRestrict }): Results {
    const { state, now } = context;
    requireRole(context, role);
    return perUid(featuresToRestrict, (key) => {
      if (!KEYS.has(key)) {
        throw invalidField("featuresToRestrict", `The feature ${key} does not exist.`);
      }
      if (!state.restrictedFeatures.has(pairKey(role, key))) {
        state.restrictedFeatures.put({ role, key, createdAt: now });
      }
      return {};
    });
  },
});

/** By key (undocumented). docs: rest-api/restrict-features */
export const listRestrictedFeatures = operation({
  name: "listRestrictedFeatures",
  access: "key",
  input: () => z.object({ role: knownId, ...windowFields }),
  run(context, { role, ...window }): Page<RestrictedFeature> {
    requireRole(context, role);
    return paginate(context.state.restrictedFeatures.list("byRole", role), window);
  },
});

/** Allowing what is not restricted changes nothing. docs: rest-api/restrict-features */
export const allowFeatures = operation({
  name: "allowFeatures",
  access: "key",
  input: () =>
    z.object({
      role: knownId,
      featuresToAllow: z.array(featureKey).optional(),
      allowAll: flagField.default(false),
    }),
  run(context, { role, featuresToAllow, allowAll }): void {
    const { state } = context;
    requireRole(context, role);
    const restricted = state.restrictedFeatures.list("byRole", role).map((row) => row.key);
    const allowed = allowAll ? restricted : featuresToAllow;
    if (!allowed) throw invalidField("featuresToAllow", "The featuresToAllow field is required.");
    const unknown = allowed.find((key) => !KEYS.has(key));
    if (unknown) throw invalidField("featuresToAllow", `The feature ${unknown} does not exist.`);
    for (const key of allowed) {
      state.restrictedFeatures.remove(pairKey(role, key));
    }
  },
});

function requireRole({ state }: Context, role: string): void {
  if (!state.roles.has(role)) throw serviceError("ERR_ROLE_NOT_FOUND", { role });
}
