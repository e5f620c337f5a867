import { describe, expect, it } from "vitest";
import type { Device } from "./browser/device.ts";
import { openWorld } from "./browser/world.ts";

const world = openWorld();

const paths = ({ journal }: Device) =>
  journal.answers.map(({ method, url }) => `${method} ${new URL(url).pathname.replace("/v3.0/", "")}`);

describe("a session", () => {
  it("is kept by a reload, which neither asks for a token nor logs in again", async () => {
    await world.user("Ann");
    const ann = await world.device("ann");
    expect(paths(ann)).toContain("POST users/ann/auth_tokens");

    const before = paths(ann).length;
    await ann.page.reload();
    await ann.page.getByRole("region", { name: "Chats" }).waitFor();
    await ann.connected(2);
    const after = paths(ann).slice(before);
    expect(after).not.toContain("POST users/ann/auth_tokens");
    expect(after).not.toContain("PUT me");
    expect(after).toContain("GET conversations");
    await ann.close();
  });

  it("ends with a logout, after which another can begin", async () => {
    await world.user("Ben");
    const ben = await world.device("ben");
    await ben.logOut();
    expect(paths(ben)).toContain("DELETE me");

    await ben.page.reload();
    await ben.logIn();
    await ben.close();
  });

  it("needs no override where the vendor's host names lead to the server", async () => {
    await world.user("Cora");
    await world.user("Carl");
    const [cora, carl] = await Promise.all([
      world.device("cora", { vendorHosts: true }),
      world.device("carl"),
    ]);
    await cora.openChat("Users", "Carl");
    await cora.chat.send("From the default hosts");
    await carl.conversation("Cora").getByText("From the default hosts").waitFor();
    await carl.openChat("Chats", "Cora");
    await carl.chat.send("From an override");
    await cora.chat.message("From an override").waitFor();

    const hosts = new Set(cora.journal.answers.map(({ url }) => new URL(url).hostname));
    expect(hosts).toContain("testkit.apiclient-us.cometchat.io");
    await Promise.all([cora.close(), carl.close()]);
  });
});

describe("presence", () => {
  it("shows who is online, and follows a logout", async () => {
    await world.user("Dora");
    await world.user("Dan");
    const dora = await world.device("dora");
    await dora.openChat("Users", "Dan");
    await dora.chat.header.getByText("Offline").waitFor();

    const dan = await world.device("dan");
    await dora.chat.header.getByText("Online").waitFor();
    const dot = dora.page
      .locator(".cometchat-users__item")
      .filter({ hasText: "Dan" })
      .locator("[data-status=online]");
    await dot.waitFor();

    await dan.logOut();
    await dora.chat.header.getByText("Last seen").waitFor();
    await dot.waitFor({ state: "detached" });
    await Promise.all([dora.close(), dan.close()]);
  });
});

describe("a second device", () => {
  it("shows what the first sends, and what it has read", async () => {
    await world.user("Emma");
    await world.user("Eric");
    const [laptop, phone, eric] = await Promise.all([
      world.device("emma"),
      world.device("emma"),
      world.device("eric"),
    ]);
    await Promise.all([laptop.openChat("Users", "Eric"), eric.openChat("Users", "Emma")]);
    await laptop.chat.send("Sent from the laptop");
    await phone.conversation("Eric").getByText("Sent from the laptop").waitFor();
    await phone.openChat("Chats", "Eric");
    await phone.chat.send("Sent from the phone");
    await laptop.chat.message("Sent from the phone").waitFor();
    await eric.chat.inOrder(["Sent from the laptop", "Sent from the phone"]);
    await phone.chat.tick("Sent from the phone", "Read").waitFor();
    await laptop.chat.tick("Sent from the phone", "Read").waitFor();

    await phone.close();
    await eric.chat.send("Still there?");
    await laptop.chat.message("Still there?").waitFor();
    await eric.chat.header.getByText("Online").waitFor();
    await Promise.all([laptop.close(), eric.close()]);
  });
});
