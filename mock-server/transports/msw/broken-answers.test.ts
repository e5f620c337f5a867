// @vitest-environment jsdom
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { faults, setupTestkit, type Testkit } from "../../node.ts";

const PATH = "https://testkit.apiclient-us.cometchat.io/v3.0/users/cometchat-uid-2";

/** What becomes of a request by `XMLHttpRequest`. */
function askByXhr(headers: Record<string, string>): Promise<string> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("GET", PATH);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.onload = () => resolve(request.responseText);
    request.onerror = () => resolve("error");
    request.send();
  });
}

describe("a broken answer inside the process", () => {
  let testkit: Testkit;
  let headers: Record<string, string>;
  beforeAll(async () => {
    testkit = await setupTestkit();
    const { authToken } = await testkit.do("createAuthToken", { uid: "cometchat-uid-1" });
    headers = { appid: testkit.app.appId, authtoken: authToken };
  });
  beforeEach(() => testkit.faults.clear());
  afterAll(() => testkit.close());

  it("is a network error where the connection is reset", async () => {
    testkit.faults.add(faults.reset());
    await expect(fetch(PATH, { headers })).rejects.toThrow(TypeError);
    expect(await askByXhr(headers)).toBe("error");
  });

  it("has its status, and fails as it is read, where it is cut", async () => {
    testkit.faults.add(faults.truncate());
    const answer = await fetch(PATH, { headers });
    expect(answer.status).toBe(200);
    await expect(answer.json()).rejects.toThrow(TypeError);
    expect(await askByXhr(headers)).toBe("error");
  });

  it("comes whole when nothing strikes", async () => {
    const text = await (await fetch(PATH, { headers })).text();
    expect(await askByXhr(headers)).toBe(text);
  });
});
