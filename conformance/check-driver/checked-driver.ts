import { setTimeout as delay } from "node:timers/promises";
import { driverFault, misfitOf } from "../protocol/driver-fault.ts";
import {
  type ClientOptions,
  type Description,
  type Driver,
  DriverError,
  type DriverFault,
  METHODS,
  type MethodName,
  outcome,
  type ParamsOf,
} from "../protocol/index.ts";
import type { Ask } from "./walk.ts";

/** Milliseconds in which a call must be answered: the mock server is near. */
const CALL_PATIENCE = 15_000;
const NOT_ANSWERED = Symbol("not answered");

export interface CheckedDriver {
  readonly ask: Ask;
  /** What came of a call, seen as it is; `undefined` when it was not answered or the driver could not. */
  outcomeOf(clientId: string, method: MethodName, params: object): Promise<unknown>;
  /** Whether it says of a client that there is none, as it should. */
  knows(clientId: string): Promise<boolean>;
  /** Does something but a call; whether that has worked. */
  attempt(what: string, act: () => Promise<unknown>): Promise<boolean>;
  createClient(options: ClientOptions): Promise<boolean>;
}

/** Looks at everything that a driver answers. */
export function checkedDriver(
  driver: Driver,
  { methods }: Description,
  onFault: (fault: DriverFault) => void,
  onRemark: (remark: string) => void,
): CheckedDriver {
  async function outcomeOf(clientId: string, method: MethodName, params: object): Promise<unknown> {
    const timer = new AbortController();
    const late = delay(CALL_PATIENCE, NOT_ANSWERED, { signal: timer.signal }).catch(() => NOT_ANSWERED);
    try {
      const seen = await Promise.race([driver.call(clientId, method, { ...params }), late]);
      if (seen !== NOT_ANSWERED) return readOutcome(method, seen);
      onFault(
        driverFault(
          "silent",
          `The call of ${method} was not answered within ${CALL_PATIENCE} ms.`,
          "Answer a call when it has ended, also when it has failed. If the client itself never ends it, that is the client's fault, and rules say so.",
        ),
      );
    } catch (error) {
      if (error instanceof DriverError && error.fault.kind !== "rpc-error") throw error;
      onFault(
        driverFault(
          "rpc-error",
          `The driver claims ${method}, and cannot do it: ${textOf(error)}`,
          'Name in `methods` only those that the client has. What the client refuses is a result: {"error": {code, message, details}}.',
        ),
      );
    } finally {
      timer.abort();
    }
    return undefined;
  }

  function readOutcome(method: MethodName, seen: unknown): unknown {
    const whole = outcome.safeParse(seen);
    if (!whole.success) {
      const text = `What came of ${method} does not fit: ${misfitOf(whole.error)}.`;
      onFault(
        driverFault(
          "misfit",
          text,
          'A result of `call` is {"value": …} or {"error": {code, message, details}}.',
        ),
      );
      return undefined;
    }
    if ("error" in whole.data) return whole.data;
    const { value } = whole.data;
    const read = METHODS[method].result.safeParse(value);
    if (!read.success) {
      onFault(
        driverFault(
          "misfit",
          `The value of ${method} does not fit at value.${misfitOf(read.error)}.`,
          "Compare it with schemas/methods.json and schemas/entities.json: a key without a value is left out, never null, and there are no keys but those.",
        ),
      );
    }
    return { value };
  }

  async function attempt(what: string, act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      if (error instanceof DriverError && error.fault.kind !== "rpc-error") throw error;
      onFault(driverFault("rpc-error", `${what} has not worked: ${textOf(error)}`));
      return false;
    }
  }

  return {
    outcomeOf,
    attempt,
    createClient: (options) => attempt("createClient", () => driver.createClient(options)),
    async knows(clientId) {
      try {
        await driver.call(clientId, "getLoggedInUser", {});
        return true;
      } catch (error) {
        if (error instanceof DriverError && error.fault.kind !== "rpc-error") throw error;
        return false;
      }
    },
    async ask<M extends MethodName>(clientId: string, method: M, params: ParamsOf<M>) {
      if (!methods.includes(method)) return undefined;
      const seen = await outcomeOf(clientId, method, params);
      if (typeof seen !== "object" || seen === null) return undefined;
      if ("error" in seen) {
        onRemark(
          `${method} should have worked, and ended with ${JSON.stringify(seen.error)}: look whether the driver hands over ${JSON.stringify(params)} as the client wants it.`,
        );
        return undefined;
      }
      return "value" in seen ? seen.value : undefined;
    },
  };
}

export function textOf(error: unknown): string {
  if (error instanceof DriverError) return error.fault.text;
  return error instanceof Error ? error.message : String(error);
}
