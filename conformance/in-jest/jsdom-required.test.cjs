/** @jest-environment jest-fixed-jsdom */
const { talksInJest } = require("./talks-in-jest.cjs");

talksInJest("jsdom, CommonJS", {
  testkitOf: () => require("cometchat-testkit/node"),
  sdkOf: () => require("@cometchat/chat-sdk-javascript").CometChat,
});
