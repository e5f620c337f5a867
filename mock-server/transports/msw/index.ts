export { listenWithMsw } from "./listen-with-msw.ts";
