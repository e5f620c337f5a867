export { listenWithMsw, type UnhandledHosts } from "./listen-with-msw.ts";
