export { createDeviceFrames } from "./device-frames.ts";
export { listenWithWorker } from "./listen-with-worker.ts";
export { readWorkerUrl } from "./worker-script.ts";
