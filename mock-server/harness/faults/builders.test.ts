import { describe, expect, it } from "vitest";
import { openFaultWorld } from "../testing/fault-world.ts";
import { type ActionName, FAULT_PRESETS, type Fault, faults, readFault } from "./index.ts";

const built: Record<ActionName, Fault> = {
  latency: faults.latency("2s", { operation: "sendMessage" }, { times: 1 }, { jitter: "1s" }),
  error: faults.error("ERR_EXCEPTION", { uid: "alice" }, { probability: 0.5 }, { when: "after" }),
  rateLimit: faults.rateLimit({ method: "POST" }),
  http: faults.http(503, { path: "/messages" }, {}, { body: { message: "Busy" } }),
  truncate: faults.truncate({}, {}, { bytes: 3 }),
  reset: faults.reset({}, { every: 2 }, { when: "after" }),
  expireToken: faults.expireToken({ uid: "alice" }),
  refuseSocket: faults.refuseSocket({ times: 3 }, { status: 502 }),
  drop: faults.drop(1011, { frame: "message" }, {}, { delay: "1s" }),
  loseFrame: faults.loseFrame({ frame: "receipts", direction: "in" }),
  duplicateFrame: faults.duplicateFrame({ frame: "message" }, {}, { copies: 2 }),
  delayFrame: faults.delayFrame("1s", { frame: "message" }),
  reorderFrame: faults.reorderFrame({ frame: "message" }),
  partition: faults.partition("10s", { uid: "alice" }),
};

describe("the builders of faults", () => {
  it.each(Object.entries(built))("write plain data of %s that JSON keeps", (name, fault) => {
    expect(Object.keys(fault.action)).toEqual([name]);
    expect(JSON.parse(JSON.stringify(fault))).toEqual(fault);
    expect(readFault(fault).action).toHaveProperty(name);
  });

  it.each(Object.entries(FAULT_PRESETS))(
    "write the preset %s, which can be added and is plain data",
    async (_name, preset) => {
      const world = await openFaultWorld();
      const given = preset();
      expect(JSON.parse(JSON.stringify(given))).toEqual(given);
      expect(world.faults.add(given)).toHaveLength(given.length);
    },
  );
});

describe("a train tunnel", () => {
  it("lets nothing through for its length, and what is asked behind it slowly", async () => {
    const { faults: list, control, ask } = await openFaultWorld();
    list.add(faults.trainTunnel({ uid: "alice" }, "5s"));
    expect((await ask("alice", "GET", "/users/bob")).status).toBe(0);
    expect((await ask("bob", "GET", "/users/alice")).status).toBe(200);
    await control.clock.advance("5s");
    const answer = ask("alice", "GET", "/users/bob");
    await control.clock.advance("2s");
    expect((await answer).status).toBe(200);
  });
});

describe("a service outage", () => {
  it("closes all sockets, takes no new ones, and answers as a gateway until it is over", async () => {
    const { faults: list, testbed, ask, connect } = await openFaultWorld();
    const bob = connect("bob");
    list.add(faults.serviceOutage());
    expect(bob.closed).toEqual([[1001, "Service unavailable"]]);
    expect(testbed.refuseSocket?.("localhost:8443/ws/app1:8443")).toBe(503);
    expect((await ask("bob", "GET", "/users/alice")).status).toBe(503);
    list.clear();
    expect((await ask("bob", "GET", "/users/alice")).status).toBe(200);
  });
});

describe("flaky wifi", () => {
  it("makes requests slow, and breaks some, the same ones each time", async () => {
    const answers = async () => {
      const { faults: list, control, ask } = await openFaultWorld();
      list.add(faults.flakyWifi());
      let seen = "";
      for (let n = 0; n < 40; n += 1) {
        const answer = ask("alice", "GET", "/users/bob");
        await control.clock.advance(950);
        seen += (await answer).status === 0 ? "x" : ".";
      }
      return seen;
    };
    const seen = await answers();
    expect(seen.replaceAll(".", "").length).toBeGreaterThan(0);
    expect(seen.replaceAll("x", "").length).toBeGreaterThan(25);
    expect(await answers()).toBe(seen);
  });
});
