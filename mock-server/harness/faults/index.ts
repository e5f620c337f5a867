export type { ActionName } from "./actions.ts";
export { faults, type Often } from "./builders.ts";
export { type Fault, type FaultMatch, faultSchema, readFault } from "./fault.ts";
export { createFaults, type FaultHandle, type Faults, type OwnFaults } from "./fault-list.ts";
export { meetFaults, type RequestFaults } from "./faulty-request.ts";
export { createFaultySocket, type FaultySocket, type Frame } from "./faulty-socket.ts";
export { type Devices, FAULT_PRESETS } from "./presets.ts";
