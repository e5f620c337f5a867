export { createRestSurface, type RequestReport, type RestOptions, type RestSurface } from "./surface.ts";
