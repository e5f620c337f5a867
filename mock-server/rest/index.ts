export type { AtHand, HeaderFields } from "./at-hand.ts";
export {
  createRestSurface,
  type RequestHead,
  type RequestReport,
  type RestOptions,
  type RestSurface,
} from "./surface.ts";
