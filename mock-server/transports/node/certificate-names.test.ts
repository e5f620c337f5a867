import { describe, expect, it } from "vitest";
import { coversDomain, isPermittedDomain, serverDomains } from "./certificate-names.ts";

describe("the domains of the server certificate", () => {
  const domains = serverDomains(["au"]);

  it.each([
    "localhost",
    "app1.apiclient-us.cometchat.io",
    "app1.api-eu.cometchat.io",
    "app1.websocket-in.cometchat.io",
    "app1.websocket-us.cc-cluster-2.io",
    "app1.websocket-us.cc-edge-2.io",
    "polls-us.cometchat.io",
    "app1.apiclient-au.cometchat.io",
  ])("cover %s", (name) => {
    expect(coversDomain(domains, name)).toBe(true);
  });

  it.each([
    ["a name below localhost, where clients accept no wildcard", "app1.localhost"],
    ["a name two levels below a wildcard", "a.b.api-us.cometchat.io"],
    ["a region that nobody named", "app1.apiclient-xx.cometchat.io"],
    ["the domain above a wildcard", "cometchat.io"],
    ["a foreign name", "example.com"],
  ])("do not cover %s", (_, name) => {
    expect(coversDomain(domains, name)).toBe(false);
  });
});

describe("the authority", () => {
  it.each(["localhost", "a.b.localhost", "cometchat.io", "x.cc-edge-2.io", "app_1.cometchat.io"])(
    "may sign for %s",
    (name) => {
      expect(isPermittedDomain(name)).toBe(true);
    },
  );

  it.each([
    "example.com",
    "evilcometchat.io",
    "cometchat.io.example.com",
    ".localhost",
    "*.localhost",
    "a..localhost",
    "-a.localhost",
    `${"a".repeat(64)}.localhost`,
    `${"a.".repeat(130)}localhost`,
    "a b.localhost",
    "",
  ])("may not sign for %j", (name) => {
    expect(isPermittedDomain(name)).toBe(false);
  });
});
