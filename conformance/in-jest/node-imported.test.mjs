/** @jest-environment node */
import talks from "./talks-in-jest.cjs";

talks.talksInJest("node, modules", {
  testkitOf: () => import("cometchat-testkit/node"),
  sdkOf: async () => (await import("@cometchat/chat-sdk-javascript")).default.CometChat,
});
