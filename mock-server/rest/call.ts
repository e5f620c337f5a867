import type { HeaderFields } from "../http/request.ts";
import type { FormFile } from "./form.ts";
import type { Query } from "./query.ts";

/** Which of the two APIs a request is for: that of the app's clients, or that of its servers. */
export type Side = "client" | "server";

/** A request as the routes see it. */
export interface Call {
  readonly side: Side;
  /** How the request names this server: the host, with the port if there is one. */
  readonly host: string;
  /** The session the request is made in, for a client. */
  readonly authToken: string | undefined;
  readonly headers: HeaderFields;
  /** What stands in the path, decoded. */
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Query;
  /** The fields of the body; none when there is no body. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The files that came in a form. */
  readonly files: readonly FormFile[];
}
