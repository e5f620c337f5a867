import type { BodyLimit, RequestHead } from "../surface.ts";

/** What stands before all paths of the control API. */
export const CONTROL_PREFIX = "/testkit/v1";

/** The most bytes of a request's body: V8 makes no longer text of it. */
const WORLD_BYTES = 512 * 1024 * 1024;

/** Whether a request is for the control API. */
export function isForControl({ path }: Pick<RequestHead, "path">): boolean {
  return path.startsWith(CONTROL_PREFIX);
}

/** How large a request to the control API may be: a whole world is the largest. Nothing for any other request. */
export function controlBodyLimit(head: RequestHead): BodyLimit | undefined {
  return isForControl(head) ? { bytes: WORLD_BYTES, code: "TESTKIT_BAD_REQUEST" } : undefined;
}
