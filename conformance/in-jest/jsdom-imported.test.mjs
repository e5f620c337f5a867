/** @jest-environment jest-fixed-jsdom */
import talks from "./talks-in-jest.cjs";

talks.talksInJest("jsdom, modules", {
  testkitOf: () => import("cometchat-testkit/node"),
  sdkOf: async () => (await import("@cometchat/chat-sdk-javascript")).default.CometChat,
});
