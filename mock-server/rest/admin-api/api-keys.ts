import { apiKeyShape, printApiKey } from "../../wire/api-key.ts";
import { listOf } from "../../wire/shape.ts";
import { done, doneShape } from "../bulk.ts";
import { pageMeta, windowOf } from "../paging.ts";
import { route } from "../route.ts";

/** docs: rest-api/api-keys */
export const apiKeyRoutes = [
  route({
    method: "POST",
    path: "/apikeys",
    operation: "createApiKey",
    input: ({ body }) => ({ name: body.name, scope: body.scope }),
    answers: apiKeyShape,
    print: printApiKey,
  }),
  route({
    method: "GET",
    path: "/apikeys",
    operation: "listApiKeys",
    input: (call) => ({
      searchKey: call.query.text("searchKey"),
      scope: call.query.text("scope"),
      ...windowOf(call),
    }),
    answers: listOf(apiKeyShape),
    print: ({ rows }) => rows.map(printApiKey),
    meta: pageMeta,
  }),
  route({
    method: "GET",
    path: "/apikeys/:apiKey",
    operation: "getApiKey",
    input: ({ params }) => ({ apiKey: params.apiKey }),
    answers: apiKeyShape,
    print: printApiKey,
  }),
  route({
    method: "PUT",
    path: "/apikeys/:apiKey",
    operation: "updateApiKey",
    input: ({ params, body }) => ({ apiKey: params.apiKey, name: body.name, scope: body.scope }),
    answers: apiKeyShape,
    print: printApiKey,
  }),
  route({
    method: "DELETE",
    path: "/apikeys/:apiKey",
    operation: "deleteApiKey",
    input: ({ params }) => ({ apiKey: params.apiKey }),
    answers: doneShape,
    print: (apiKey) => done(`The Api Key ${apiKey} has been deleted successfully.`),
  }),
];
