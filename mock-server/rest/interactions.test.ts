import { expect, it } from "vitest";
import { createApiWorld } from "./testing/api-world.ts";

// Shapes: rest-client.md §6.7, §7.5; rest-admin.md §4.10.

function worldOf() {
  const world = createApiWorld();
  world.addUsers("alice", "bob");
  return { ...world, alice: world.clientApi("alice"), bob: world.clientApi("bob") };
}

const FORM = {
  receiver: "bob",
  receiverType: "user",
  category: "interactive",
  type: "form",
  data: {
    interactiveData: { title: "Form" },
    interactionGoal: { type: "anyOf", elementIds: ["submit"] },
    allowSenderInteraction: true,
  },
  // What the SDK sends beside it.
  interactions: [],
  interactiveData: { title: "Form" },
};

it("an interactive message shows each viewer the own interactions, and a list in any case", async () => {
  const { alice, bob, serverApi } = worldOf();
  const { data: sent } = await alice("POST", "/messages", FORM);
  expect(sent.data).toMatchObject({ ...FORM.data, interactions: [] });
  expect((await bob("PATCH", `/messages/${sent.id}/interacted`, { interactions: ["submit"] })).data).toEqual({
    success: true,
    message: `The message id ${sent.id} has been marked as interacted for the user bob.`,
  });
  const seenBy = async (api: typeof bob, path = "") =>
    (await api("GET", `${path}/messages/${sent.id}`)).data.data.interactions;
  expect(await seenBy(bob)).toEqual([{ elementId: "submit", interactedAt: expect.any(Number) }]);
  expect(await seenBy(alice)).toEqual([]);
  expect(await seenBy(serverApi(), "/v3")).toEqual([]);
  expect(await seenBy(serverApi("bob"), "/v3")).toHaveLength(1);
  expect((await bob("GET", "/users/alice/messages?onlyInteractionGoalCompleted=1")).data).toHaveLength(1);
  expect((await alice("GET", "/users/bob/messages?onlyInteractionGoalCompleted=1")).data).toEqual([]);
});

it("interacting by a server is for a user, and is refused with the service's codes", async () => {
  const { alice, bob, serverApi } = worldOf();
  const { id } = (await alice("POST", "/messages", FORM)).data;
  const path = `/messages/${id}/interacted`;
  const body = { interactions: ["submit"] };
  expect((await serverApi("bob")("PATCH", `/v3${path}`, body)).data.success).toBe(true);
  expect((await serverApi()("PATCH", `/v3${path}`, body)).error.code).toBe("ERR_BAD_REQUEST");
  expect(await bob("PATCH", path)).toMatchObject({ status: 400, error: { code: "ERR_BAD_REQUEST" } });
  expect((await bob("PATCH", "/messages/999/interacted", body)).status).toBe(404);
});
