export type { Apps, NewApp } from "./route.ts";
export { type Account, createManagementSurface, managementApi } from "./surface.ts";
