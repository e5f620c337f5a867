/** Why the control API refuses a request. The code is none of the service's: no client of an app ever sees it. */
export type ControlErrorCode =
  | "TESTKIT_BAD_REQUEST"
  | "TESTKIT_UNAUTHORIZED"
  | "TESTKIT_FORBIDDEN"
  | "TESTKIT_NOT_FOUND"
  | "TESTKIT_NOTHING_CAME";

/** A refusal of the control API. */
export class ControlError extends Error {
  override readonly name = "ControlError";
  readonly status: number;
  readonly code: ControlErrorCode;

  /** @param message what failed, why, and what to do */
  constructor(status: number, code: ControlErrorCode, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
