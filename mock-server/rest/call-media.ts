import type { HttpRequest } from "../http/request.ts";
import { decodeText } from "../http/target.ts";
import { serviceError } from "../simulator/errors.ts";
import type { Simulator } from "../simulator/simulator.ts";
import type { MediaPath } from "../wire/media-addresses.ts";
import { readQuery } from "./query.ts";
import { plainAnswer, type Reply } from "./replies.ts";

/**
 * Answers for the media service of calls, as far as there is one: how many are in a call. seen from the official SDK
 * 4.2.0, which shows no credentials and wants the bare object
 *
 * @throws ServiceError `AUTH_ERR_INVALID_APPID`; `ERR_FEATURE_NOT_ACCESSIBLE` for the media itself
 */
export function replyForMedia(
  simulator: Simulator,
  { appId, what }: MediaPath,
  { query }: Pick<HttpRequest, "query">,
): Reply {
  if (what === "frontend") throw serviceError("ERR_FEATURE_NOT_ACCESSIBLE", { feature: "media of calls" });
  const { text } = readQuery(query);
  const outcome = simulator.execute({
    appId: decodeText(appId),
    operation: "countCallParticipants",
    as: { kind: "link" },
    input: { sessionId: text("room") ?? text("id") },
  });
  if (!outcome.ok) throw outcome.error;
  return { answer: plainAnswer({ participants: outcome.value }) };
}
