import { expect, it } from "vitest";
import { OPERATION_REFUSALS } from "../mock-server/rest/openapi/operation-refusals.ts";
import { refusalsOfOperations } from "./read-refusals.ts";

it("finds the codes that the API's description names: run `npm run refusals` when it does not", () => {
  expect(OPERATION_REFUSALS).toEqual(refusalsOfOperations());
});

it("follows what an operation calls, and takes of a table of privileges the row that is meant", () => {
  expect(OPERATION_REFUSALS.updateRole).toEqual(["ERR_ROLE_NOT_FOUND"]);
  expect(OPERATION_REFUSALS.leaveGroup).toEqual([
    "ERR_GROUP_NOT_JOINED",
    "ERR_GUID_NOT_FOUND",
    "ERR_OWNER_EXIT_FORBIDDEN",
  ]);
  expect(OPERATION_REFUSALS.listBanned).not.toContain("ERR_OWNER_EXIT_FORBIDDEN");
});
