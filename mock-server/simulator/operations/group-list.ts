import * as z from "zod";
import { serviceError } from "../errors.ts";
import { inRange, rangeField, wholeNumber } from "../fields.ts";
import { type JoinedGroups, joinedGroups } from "../joined-groups.ts";
import { memberOf, membersCount } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import {
  hasFilter,
  matchesAny,
  matchesSearch,
  type Page,
  paginate,
  paginateMerged,
  windowFields,
} from "../paging.ts";
import type { Group } from "../records.ts";
import { GROUP_TYPE_RULES, groupTypeField } from "../rules/group-types.ts";
import { knownId } from "../rules/identifiers.ts";
import { groupOrders } from "../state.ts";

const count = wholeNumber().optional();
const countRangeField = z.object({ gt: count, gte: count, lt: count, lte: count, eq: count });

/** The index of the groups that keeps each order. */
const INDEX_OF = { name: "byName", guid: "byGuid", createdAt: "byCreation" } as const;

/**
 * The groups an actor may see: all for the app; for a user those listed to all and the joined ones, banned or not.
 * docs: rest-api/groups, sdk retrieve-groups. By name when no order is asked for (undocumented).
 */
export const listGroups = operation({
  name: "listGroups",
  access: "any",
  input: () =>
    z.object({
      searchKey: z.string().optional(),
      searchIn: z.array(z.enum(["guid", "name"])).optional(),
      tags: z.array(z.string()).optional(),
      types: z.array(groupTypeField).optional(),
      hasJoined: z.boolean().optional(),
      guids: z.array(knownId).optional(),
      createdAt: rangeField.optional(),
      updatedAt: rangeField.optional(),
      membersCount: countRangeField.optional(),
      sortBy: z.enum(["name", "guid", "createdAt"]).default("name"),
      sortOrder: z.enum(["asc", "desc"]).default("asc"),
      ...windowFields,
    }),
  run(context, input): Page<Group> {
    const { state, actor } = context;
    const { page, perPage, sortBy, sortOrder, ...filters } = input;
    if (filters.hasJoined && actor.isApp) {
      throw serviceError("ERR_BAD_REQUEST", {}, { onBehalfOf: ["The onBehalfOf header is required."] });
    }
    const order = groupOrders[INDEX_OF[sortBy]];
    const sorted = (groups: readonly Group[]) => (sortBy === "name" ? groups : groups.toSorted(order));
    const visible = state.groups.list(INDEX_OF[sortBy], actor.isApp ? "all" : "listed");
    const joined = actor.isApp ? NO_GROUPS : joinedGroups(state, actor.uid);
    const paginateBoth = (one: readonly Group[], other: readonly Group[]) =>
      paginateMerged(one, other, order, { page, perPage }, sortOrder);
    const { hasJoined, ...others } = filters;
    if (!hasFilter(others)) {
      return hasJoined ? paginateBoth(sorted(joined.all), []) : paginateBoth(visible, sorted(joined.hidden));
    }
    const groups = candidatesOf(context, input, visible, joined)
      .filter(groupFilter(context, input))
      .sort(order);
    if (sortOrder === "desc") groups.reverse();
    return paginate(groups, { page, perPage });
  },
});

const NO_GROUPS: JoinedGroups = { all: [], hidden: [] };

type Filters = z.output<typeof listGroups.input>;

function isHidden(group: Group): boolean {
  return !GROUP_TYPE_RULES[group.type].listedToAll;
}

/** The smallest list that holds all matches. */
function candidatesOf(
  context: Context,
  input: Filters,
  visible: readonly Group[],
  joined: JoinedGroups,
): readonly Group[] {
  const { state, actor } = context;
  if (input.guids?.length) {
    const known = [...new Set(input.guids)].flatMap((guid) => state.groups.get(guid) ?? []);
    return known.filter((group) => actor.isApp || !isHidden(group) || memberOf(state, group.guid, actor.uid));
  }
  return input.hasJoined ? joined.all : [...visible, ...joined.hidden];
}

function groupFilter({ state, actor }: Context, input: Filters): (group: Group) => boolean {
  const searchIn = input.searchIn?.length ? input.searchIn : (["guid", "name"] as const);
  const { gt = -1, gte = 0, lt = Infinity, lte = Infinity, eq } = input.membersCount ?? {};
  const hasCount = (members: number) =>
    members > gt && members >= gte && members < lt && members <= lte && (eq === undefined || members === eq);
  return (group) =>
    matchesSearch(input.searchKey, ...searchIn.map((field) => group[field])) &&
    matchesAny(input.tags, group.tags) &&
    matchesAny(input.types, [group.type]) &&
    (!input.hasJoined || memberOf(state, group.guid, actor.uid) !== undefined) &&
    inRange(input.createdAt, group.createdAt) &&
    inRange(input.updatedAt, group.updatedAt) &&
    hasCount(membersCount(state, group.guid));
}
