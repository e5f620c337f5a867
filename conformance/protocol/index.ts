export {
  type DrivenClient,
  type DrivenClients,
  type DrivenClock,
  driveClients,
  type TellEvent,
} from "./drive-clients.ts";
export type { Driver } from "./driver.ts";
export { DriverError, type DriverFault, type DriverFaultKind } from "./driver-fault.ts";
export { type DriverProcess, type DriverProcessOptions, startDriverProcess } from "./driver-process.ts";
export * from "./entities.ts";
export { EVENT_NAMES, EVENTS, type EventName, type ListenerName, payloadOf } from "./events.ts";
export { RPC_ERRORS, type RpcLine, readRpcLine, writeRpcLine } from "./json-rpc.ts";
export { jsonSchemas, textOfSchema } from "./json-schemas.ts";
export { type LastingDriver, startLastingDriver } from "./lasting-driver.ts";
export {
  type AppState,
  type Capability,
  type ClientOptions,
  capability,
  clientOptionsPresence,
  type Description,
  type DriverEvent,
  driverEvent,
  type NetworkState,
  type Outcome,
  outcome,
  REQUESTS,
  type RequestName,
} from "./messages.ts";
export { METHOD_NAMES, METHODS, type MethodName, type ParamsOf, type ResultOf } from "./methods.ts";
export { serveDriver } from "./serve-driver.ts";
export { PROTOCOL_VERSION } from "./version.ts";
