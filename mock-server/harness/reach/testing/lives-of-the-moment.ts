import { webFetch } from "../../../http/web.ts";
import type { OperationName } from "../../../simulator/index.ts";
import { by, type Life, letter, type Stage } from "./stage.ts";

const guid = "team";

function typing(to: string, action: "started" | "ended", more: object = {}): Life {
  const receiverType = to === guid ? "group" : "user";
  return by(to === guid ? "part" : "alice", "sendTyping", { receiver: to, receiverType, action, ...more });
}

function form(goal: object | undefined, more: object = {}): object {
  const data = { interactiveData: { x: 1 }, interactionGoal: goal, ...more };
  return { category: "interactive", type: "form", data };
}

/** A form from alice to bob, and what is done with its elements. */
function interacted(
  goal: object | undefined,
  elements: readonly string[],
  as = "bob",
  more: object = {},
): Life {
  return (stage) =>
    void stage.act(as, "markInteracted", {
      id: stage.say("alice", "bob", form(goal, more)),
      interactions: elements,
    });
}

const AB = ["a", "b"];

/** Makes so many more users be online. */
function crowdOnline(stage: Stage, count: number, join = false): void {
  stage.before(() => {
    for (let number = 1; number <= count; number += 1) {
      const uid = `online-${number}`;
      stage.get(null, "createUser", { uid, name: uid });
      if (join) stage.get(uid, "joinGroup", { guid });
      stage.connect(uid);
    }
  });
}

const CALL = { receiver: "bob", receiverType: "user", type: "audio" };
const GROUP_CALL = { receiver: guid, receiverType: "group", type: "audio" };

function call(stage: Stage, input: object = CALL, from = "alice"): string {
  return stage.get(from, "initiateCall", input).call?.call.sessionId ?? "";
}

/** A call of alice to bob, and what becomes of it: each step is who, and which status. */
function called(...steps: readonly (readonly [uid: string, status: string])[]): Life {
  return (stage) => {
    const sessionId = call(stage);
    for (const [uid, status] of steps) stage.act(uid, "updateCall", { sessionId, status });
  };
}

/** A call of part to the team, and what becomes of it. */
function groupCalled(...steps: readonly (readonly [uid: string, status: string, joinedAt?: number])[]): Life {
  return (stage) => {
    const sessionId = call(stage, GROUP_CALL, "part");
    for (const [uid, status, joinedAt] of steps) {
      stage.act(uid, "updateCall", { sessionId, status, joinedAt });
    }
  };
}

/** A raw socket, and what comes out of it. */
function openSocket(stage: Stage) {
  return stage.testbed.openSocket({ send: () => {}, close: () => {} }, "localhost:8443/ws/stage:8443");
}

function authenticate(stage: Stage, socket: ReturnType<typeof openSocket>): void {
  const { jwt } = stage.get(null, "createAuthToken", { uid: "alice" });
  socket.receive(JSON.stringify({ type: "auth", appId: "stage", deviceId: "d", body: { auth: jwt } }));
}

function page(operation: OperationName, input: object): Life {
  return by("alice", operation, input);
}

/** Rule → a life whose last command touches it. */
export const LIVES_OF_THE_MOMENT: Readonly<Record<string, Life>> = {
  "PRS-ONLINE-01": (stage) => void stage.connect("alice"),
  "PRS-ONLINE-02"(stage) {
    stage.connect("alice");
    stage.connect("alice");
  },
  "PRS-OFFLINE-01"(stage) {
    const { connection } = stage.connect("alice");
    stage.act("alice", "disconnect", { connection });
  },
  "PRS-OFFLINE-02"(stage) {
    const { connection } = stage.connect("alice");
    stage.connect("alice");
    stage.act("alice", "disconnect", { connection });
  },
  "PRS-OFFLINE-03": (stage) => void stage.act(stage.connect("alice").session, "closeSession"),
  "PRS-HEAR-01"(stage) {
    stage.connect("bob", { kind: "all" });
    stage.connect("alice");
  },
  "PRS-HEAR-02"(stage) {
    stage.act(null, "addFriends", { uid: "alice", accepted: ["bob"] });
    stage.connect("bob", { kind: "friends" });
    stage.connect("alice");
  },
  "PRS-HEAR-03"(stage) {
    stage.connect("bob", { kind: "roles", roles: ["default"] });
    stage.connect("alice");
  },
  "PRS-HEAR-04": (stage) => void stage.connect("alice", { kind: "none" }),
  "PRS-HEAR-05"(stage) {
    crowdOnline(stage, 1_000);
    stage.connect("alice");
  },
  "PRS-COUNT-01": by("alice", "onlineCounts"),
  "PRS-COUNT-02": by("alice", "onlineCounts", { groups: [guid] }),

  "TYP-USER-01": typing("bob", "started"),
  "TYP-USER-02": typing("bob", "ended"),
  "TYP-GROUP-01": typing(guid, "started"),
  "TYP-GROUP-02": typing(guid, "ended"),
  "TYP-GROUP-03"(stage) {
    crowdOnline(stage, 1_001, true);
    typing(guid, "started")(stage);
  },
  "TYP-DATA-01": typing("bob", "started", { metadata: { x: 1 } }),
  "TRN-SEND-01"(stage) {
    stage.connect("bob");
    stage.act("alice", "sendTransient", { receiver: "bob", receiverType: "user" });
  },
  "TRN-SEND-02"(stage) {
    stage.connect("mod");
    stage.act("part", "sendTransient", { receiver: guid, receiverType: "group" });
  },
  "TRN-SEND-03": by("alice", "sendTransient", { receiver: "bob", receiverType: "user" }),

  "INT-SEND-01": (stage) => void stage.say("alice", "bob", form({ type: "anyAction" })),
  "INT-SEND-02": by(
    "alice",
    "sendMessage",
    letter("bob", { category: "interactive", type: "form", data: {} }),
  ),
  "INT-SEND-03": by("alice", "sendMessage", letter("bob", form({ type: "some" }))),
  "INT-SEND-04": (stage) => void stage.say("alice", "bob", form(undefined)),
  "INT-GOAL-01": interacted({ type: "anyAction" }, ["c"]),
  "INT-GOAL-02": interacted({ type: "anyOf", elementIds: AB }, ["b"]),
  "INT-GOAL-03": interacted({ type: "allOf", elementIds: AB }, AB),
  "INT-GOAL-04": interacted({ type: "allOf", elementIds: AB }, ["a"]),
  "INT-GOAL-05": interacted(undefined, ["a"]),
  "INT-SENDER-01": interacted({ type: "anyAction" }, ["a"], "alice", { allowSenderInteraction: true }),
  "INT-SENDER-02": interacted({ type: "anyAction" }, ["a"], "alice"),

  "CAL-START-01": (stage) => void call(stage),
  "CAL-START-02": (stage) => void call(stage, GROUP_CALL, "part"),
  "CAL-START-03": (stage) => void call(stage, { ...CALL, type: "video" }),
  "CAL-START-04": by("alice", "initiateCall", { ...CALL, type: "smell" }),
  "CAL-START-05": by("alice", "initiateCall", { ...CALL, receiver: "alice" }),
  "CAL-START-06"(stage) {
    called(["bob", "ongoing"])(stage);
    stage.act("bob", "initiateCall", { ...CALL, receiver: "carol" });
  },
  "CAL-START-07"(stage) {
    called(["bob", "ongoing"])(stage);
    stage.act("carol", "initiateCall", CALL);
  },
  "CAL-START-08"(stage) {
    groupCalled(["mod", "ongoing"])(stage);
    stage.act("admin", "initiateCall", GROUP_CALL);
  },
  "CAL-STATUS-01": called(["bob", "ongoing"]),
  "CAL-STATUS-02": called(["bob", "rejected"]),
  "CAL-STATUS-03": called(["alice", "cancelled"]),
  "CAL-STATUS-04": called(["bob", "busy"]),
  "CAL-STATUS-05": called(["alice", "unanswered"]),
  "CAL-STATUS-06": called(["bob", "ongoing"], ["alice", "ended"]),
  "CAL-STATUS-07": called(["bob", "cancelled"]),
  "CAL-CHANGE-01": called(["bob", "initiated"]),
  "CAL-CHANGE-02": called(["bob", "ended"]),
  "CAL-CHANGE-03": called(["bob", "ongoing"], ["bob", "rejected"]),
  "CAL-CHANGE-04": called(["bob", "rejected"], ["bob", "ongoing"]),
  "CAL-CHANGE-05": called(["bob", "ongoing"], ["bob", "ongoing"]),
  "CAL-SESSION-01": by("alice", "updateCall", { sessionId: "none", status: "ongoing" }),
  "CAL-SESSION-02": by("alice", "updateCall", { sessionId: "", status: "ongoing" }),
  "CAL-SESSION-03": called(["carol", "ongoing"]),
  "CAL-GROUP-01": groupCalled(["mod", "ongoing"]),
  "CAL-GROUP-02": groupCalled(["mod", "ongoing"], ["mod", "ended", 1]),
  "CAL-GROUP-03": groupCalled(["mod", "ongoing"], ["mod", "ended", 1], ["part", "ended", 1]),
  "CAL-GROUP-04": groupCalled(["mod", "rejected"]),
  "CAL-GROUP-05": groupCalled(["mod", "ongoing"], ["mod", "ongoing"]),
  "CAL-GROUP-06": groupCalled(["mod", "ongoing"], ["mod", "ended", 1], ["mod", "ended", 1]),
  "CAL-GROUP-07": groupCalled(["mod", "busy"]),
  "CAL-GROUP-08": groupCalled(["mod", "ongoing"], ["mod", "ended"]),

  "CON-AUTH-01": (stage) => void stage.connect("alice"),
  "CON-AUTH-02": by({ kind: "jwt", jwt: "none" }, "connect", {
    deviceId: "d",
    subscription: { kind: "none" },
  }),
  "CON-AUTH-03"(stage) {
    openSocket(stage);
    void stage.control.clock.advance("10s");
  },
  "CON-AGAIN-01"(stage) {
    const { session, authToken: deviceId } = stage.connect("alice");
    stage.act(session, "connect", { deviceId, subscription: { kind: "none" } });
  },
  "CON-PING-01": (stage) => openSocket(stage).receive(JSON.stringify({ action: "ping" })),
  "CON-PING-02"(stage) {
    authenticate(stage, openSocket(stage));
    void stage.control.clock.advance("30s");
  },
  "CON-FRAME-01": (stage) => openSocket(stage).receive("junk"),

  "PAG-PAGE-01": page("listUsers", { perPage: 2, page: 2 }),
  "PAG-PAGE-02": page("listUsers", { perPage: 2, page: 99 }),
  "PAG-PAGE-03": page("listUsers", { perPage: 2 }),
  "PAG-SIZE-01"(stage) {
    stage.before(() => {
      for (let number = 1; number <= 101; number += 1) {
        stage.get(null, "createUser", { uid: `more-${number}`, name: "More" });
      }
    });
    stage.act("alice", "listUsers");
  },
  "PAG-SIZE-02": page("listUsers", { perPage: 1_001 }),
  "PAG-HISTORY-01": page("listMessages", { uid: "bob", id: 1 }),
  "PAG-HISTORY-02": page("listMessages", { uid: "bob", id: 1, affix: "append" }),
  "PAG-HISTORY-03": page("listMessages", { uid: "bob", sentAt: 1 }),
  "PAG-HISTORY-04": page("listMessages", { uid: "bob", updatedAt: 1 }),
  "PAG-HISTORY-05": page("listMessages", {}),
  "ERR-INPUT-01": by(null, "createUser", { uid: "no spaces" }),
  "ERR-ROLE-01": (stage) => void stage.act("part", "pinMessage", { id: stage.say("part", guid) }),
  "ERR-RATE-01"(stage) {
    stage.testbed.backend.simulator.setRateLimits("stage", { core: 0, standard: 0, dataImport: 0 });
    const { appId, restApiKey } = stage.control.app;
    const request = new Request(`https://${appId}.api-us.cometchat.io/v3/users`, {
      headers: { appId, apiKey: restApiKey },
    });
    void webFetch(stage.testbed)(request);
  },
};
