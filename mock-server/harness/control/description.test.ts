import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { describedApis } from "../../rest/openapi/described-apis.ts";
import { describeApis } from "../../rest/openapi/document.ts";
import { describedControl } from "./description.ts";
import { controlApi } from "./routes.ts";

describe("the description of the control API", () => {
  const document = describeApis([...describedApis(), describedControl]);

  it("is part of the document, which is a valid one with it", async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(document)));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it("names every route, with what it takes", () => {
    const described = Object.entries(document.paths).flatMap(([path, item]) =>
      path.startsWith("/testkit/v1")
        ? Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`)
        : [],
    );
    const routes = controlApi.map(
      ({ method, path }) => `${method} /testkit/v1${path.replace(/:(\w+)/g, "{$1}")}`,
    );
    expect(described.toSorted()).toEqual(routes.toSorted());
    const clock = document.paths["/testkit/v1/apps/{appId}/clock"]?.post;
    expect(JSON.stringify(clock?.requestBody)).toContain("advance");
    const log = document.paths["/testkit/v1/apps/{appId}/log"]?.get;
    expect(log?.parameters.map(({ name }) => name)).toContain("wait");
    expect(JSON.stringify(document.paths["/testkit/v1/apps/{appId}/faults"]?.post)).toContain("probability");
  });
});
