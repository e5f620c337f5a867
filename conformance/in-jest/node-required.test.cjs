/** @jest-environment node */
const { talksInJest } = require("./talks-in-jest.cjs");

talksInJest("node, CommonJS", {
  testkitOf: () => require("cometchat-testkit/node"),
  sdkOf: () => require("@cometchat/chat-sdk-javascript").CometChat,
});
