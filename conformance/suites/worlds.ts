import * as fc from "fast-check";
import type { Device, Step, World, WorldGroup, WorldUser } from "../model/scenario.ts";
import type { MethodName, ParamsOf } from "../protocol/index.ts";

// What suites make their cases of: a small cast that is the same everywhere, so that a reader knows who is who.

export const USERS: readonly WorldUser[] = [
  { uid: "u1", name: "Ann" },
  { uid: "u2", name: "Bob" },
  { uid: "u3", name: "Cleo", role: "teacher" },
  { uid: "u4", name: "Dan & Söhne" },
];
export const UIDS = USERS.map(({ uid }) => uid);

/** One device for each user, and a second one for the first. */
export const DEVICES: readonly Device[] = [
  { id: "u1.a", uid: "u1", mode: "auto", loggedIn: true },
  { id: "u1.b", uid: "u1", mode: "auto", loggedIn: true },
  { id: "u2.a", uid: "u2", mode: "auto", loggedIn: true },
  { id: "u3.a", uid: "u3", mode: "auto", loggedIn: true },
];

export function group(changes: Partial<WorldGroup> & Pick<WorldGroup, "guid">): WorldGroup {
  const type = changes.type ?? "public";
  return {
    name: `Group ${changes.guid}`,
    type,
    owner: "u1",
    members: {},
    banned: [],
    ...(type === "password" && { password: "open sesame" }),
    ...changes,
  };
}

export function world(changes: Partial<World> = {}): World {
  return { users: USERS, groups: [], blocks: [], ...changes };
}

/** A step in which a device's app asks its client for something. */
export function ask<M extends MethodName>(
  by: string,
  call: M,
  params: Partial<ParamsOf<M>> & Readonly<Record<string, unknown>>,
): Step {
  return { by, call, with: params };
}

/** A step of this method: what is asked, and by whom, is up to chance. */
export function asks<M extends MethodName>(
  devices: readonly string[],
  call: M,
  params: { readonly [key: string]: fc.Arbitrary<unknown> },
): fc.Arbitrary<Step> {
  return fc.record({
    by: fc.constantFrom(...devices),
    call: fc.constant(call),
    with: fc.record(params) as fc.Arbitrary<Readonly<Record<string, unknown>>>,
  });
}

export const uid = fc.constantFrom(...UIDS);
export const message = fc.nat({ max: 9 }).map((place) => `$${place}`);

/** Texts with what gets lost on its way when somebody is careless. */
export const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("hello", "How are you?", "ok") },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "100% & more? #1 / a+b=c",
      "grüße, 日本語 😀👍🏽",
      '<b>"quoted" &amp; \\escaped\\</b>',
      "two\nlines\tand a tab",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.string({ minLength: 1, maxLength: 24 }).filter((one) => one.trim() === one && one !== ""),
  },
);

export const reaction = fc.constantFrom("👍", "❤️", "#️⃣", "👩‍👩‍👧");

/** Pages of one list: which request object, and its filters. */
export function list(filters: { readonly [key: string]: fc.Arbitrary<unknown> }): {
  readonly request: fc.Arbitrary<unknown>;
  readonly filters: fc.Arbitrary<unknown>;
} {
  return { request: fc.constantFrom("p", "q"), filters: fc.record(filters) };
}
