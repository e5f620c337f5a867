export {
  createRestSurface,
  type RequestHead,
  type RequestReport,
  type RestOptions,
  type RestSurface,
} from "./surface.ts";
