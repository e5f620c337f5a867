import { afterEach, describe, expect, it } from "vitest";
import { type AppControl, type DirectTestkit, openDirectTestkit, VERDICTS } from "../../index.ts";
import type { AppChoice } from "./apps.ts";

let testkit: DirectTestkit;
afterEach(() => testkit.close());

async function openWith(verdicts?: AppChoice["verdicts"]): Promise<DirectTestkit> {
  testkit = openDirectTestkit({ preset: "empty", apps: [{ appId: "app-1", verdicts }, { appId: "app-2" }] });
  for (const control of [testkit, testkit.forApp("app-2")]) {
    for (const uid of ["owner", "member"]) await control.do("createUser", { uid, name: uid });
    await control.do("createGroup", { guid: "g", name: "G", type: "private", owner: "owner" });
    await control.do("addMembers", { guid: "g", participants: ["member"] });
  }
  return testkit;
}

const rename = (control: AppControl) =>
  control
    .as("member")
    .do("updateGroup", { guid: "g", name: "Mine" })
    .then(
      () => "ok",
      ({ code }) => code,
    );

describe("the tables of who may do what", () => {
  it("have a name for every cell, by which an app takes it", async () => {
    await openWith(VERDICTS);
    expect(VERDICTS).toMatchObject({
      "group.updateGroup.participant": "ERR_GROUP_NO_MODERATOR_SCOPE",
      "changeScope.participant.moderator.moderator": "ok",
      "join.private": "ERR_GROUP_JOIN_NOT_ALLOWED",
      "authKey.createUser": "ok",
      "call.ofTwo.initiated.ongoing.receiver": "ok",
    });
  });

  it("are otherwise in the app that wants it so, and in no other", async () => {
    await openWith({ "group.updateGroup.participant": "ok" });
    expect([await rename(testkit), await rename(testkit.forApp("app-2"))]).toEqual([
      "ok",
      "ERR_GROUP_NO_MODERATOR_SCOPE",
    ]);
  });

  it("refuse with the code that was given", async () => {
    await openWith({ "group.updateGroup.participant": "ERR_PERMISSION_DENIED" });
    expect(await rename(testkit)).toBe("ERR_PERMISSION_DENIED");
  });

  it("leave the app itself alone", async () => {
    await openWith({ "group.addMembers.owner": "ERR_PERMISSION_DENIED" });
    await testkit.do("createUser", { uid: "late", name: "Late" });
    const add = (actor: Pick<AppControl, "do">) =>
      actor.do("addMembers", { guid: "g", participants: ["late"] });
    await expect(add(testkit.as("owner"))).rejects.toMatchObject({ code: "ERR_PERMISSION_DENIED" });
    await expect(add(testkit)).resolves.toBeDefined();
  });

  it("come along with a world, and go when another one is brought in", async () => {
    await openWith({ "group.updateGroup.participant": "ok" });
    const changed = JSON.parse(JSON.stringify(await testkit.export()));
    await testkit.close();
    await openWith();
    const plain = await testkit.export();
    await testkit.import(changed);
    expect(await rename(testkit)).toBe("ok");
    await testkit.import(plain);
    expect(await rename(testkit)).toBe("ERR_GROUP_NO_MODERATOR_SCOPE");
  });

  it.each([
    [{ "group.fly.owner": "ok" }, /no cell "group.fly.owner"/],
    [{ "join.private": "ERR_NONSENSE" }, /"ERR_NONSENSE" is no verdict for join.private/],
  ])("take no other cells and no other verdicts: %o", async (verdicts, text) => {
    await openWith();
    expect(() => testkit.addApp({ appId: "app-3", verdicts: verdicts as AppChoice["verdicts"] })).toThrow(
      text,
    );
  });
});
