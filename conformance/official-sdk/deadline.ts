/** How long a call of the SDK may take before a test gives up on it, in ms. */
export const SDK_DEADLINE = 5_000;

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

/**
 * A view of a class whose static methods answer within the deadline. The class itself stays untouched.
 *
 * @example const sdk = timed(realm.CometChat, "CometChat"); await sdk.getUser("bob");
 */
export function timed<T extends object>(target: T, name: string, ms = SDK_DEADLINE): T {
  return new Proxy(target, {
    get(object, key) {
      const value: unknown = Reflect.get(object, key);
      if (typeof value !== "function" || typeof key !== "string" || !startsLowerCase(key)) return value;
      return (...args: unknown[]) => {
        const result: unknown = Reflect.apply(value, object, args);
        return isThenable(result) ? withDeadline(result, `${name}.${key}()`, ms) : result;
      };
    },
  });
}

/** Methods start with a small letter; the classes and constants that hang on the SDK do not. */
function startsLowerCase(key: string): boolean {
  return /^[a-z]/.test(key);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
