export { listenWithMockSocket } from "./listen-with-mock-socket.ts";
