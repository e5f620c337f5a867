import type { User } from "../../protocol/index.ts";
import type { Json } from "./wire.ts";

/** Who is logged in, and what the service has handed out for that. */
export interface Session {
  readonly user: User;
  readonly authToken: string;
  readonly jwt: string | undefined;
  readonly settings: Json;
}
