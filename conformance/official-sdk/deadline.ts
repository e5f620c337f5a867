import { sdkHooks } from "./sdk-hooks.ts";

/** How long a call of the SDK may take before a test gives up on it, in ms. */
export const SDK_DEADLINE = Number(process.env.SDK_DEADLINE ?? 5_000);

/**
 * Settles as the promise does, or rejects after the deadline and names what hung.
 *
 * The official SDK 4.2.0 answers most malformed replies with a promise that never settles
 * (rest-client.md §8.26), so no test may await it bare.
 */
export function withDeadline<T>(promise: PromiseLike<T>, what: string, ms = SDK_DEADLINE): Promise<T> {
  const hung = new Error(`${what} did not settle within ${ms} ms. Look at the last answers of its realm.`);
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(hung), ms);
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

/** What builds requests, and what is built: the promises of both are watched as those of the SDK itself are. */
const BUILDER = /^(\w+Request|AppSettings)Builder$/;
const HELPER = "CometChatHelper";
const BUILT: Readonly<Record<string, (owner: string) => string>> = {
  build: (owner) => owner.replace(/Builder$/, ""),
  createUploadFileRequest: () => "UploadFileRequest",
};

/**
 * A view of an object or class whose methods answer within the deadline; so do those of the requests that it makes or
 * that its builders build. The object itself stays untouched.
 *
 * @param owner the class by the SDK's own name
 * @example const sdk = timed(realm.CometChat, "CometChat"); await sdk.getUser("bob");
 */
export function timed<T extends object>(target: T, owner: string, ms = SDK_DEADLINE): T {
  const view: T = new Proxy(target, {
    get(object, key) {
      const value: unknown = Reflect.get(object, key);
      if (typeof value !== "function" || typeof key !== "string") return value;
      if (key === HELPER) return timed(value, key, ms);
      if (BUILDER.test(key)) return timedClass(value as Class, key, ms);
      if (!startsLowerCase(key)) return value;
      return (...args: unknown[]) => {
        const make = () => Reflect.apply(value, object, args) as unknown;
        const result = sdkHooks.call ? sdkHooks.call({ owner, method: key, object, make }) : make();
        if (result === object) return view;
        if (isThenable(result)) return withDeadline(result, `${owner}.${key}()`, ms);
        const built = BUILT[key]?.(owner);
        return built?.endsWith("Request") && isObject(result) ? timed(result, built, ms) : result;
      };
    },
  });
  return view;
}

type Class = new (...args: unknown[]) => object;

function timedClass(builder: Class, name: string, ms: number): Class {
  return new Proxy(builder, {
    construct: (target, args) => timed(Reflect.construct(target, args) as object, name, ms),
  });
}

/** Methods start with a small letter; the classes and constants that hang on the SDK do not. */
function startsLowerCase(key: string): boolean {
  return /^[a-z]/.test(key);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return isObject(value) && "then" in value && typeof value.then === "function";
}
