import { ServiceError } from "./errors.ts";

/** What came of one user's part of a bulk operation. */
export type Result<T extends object = object> =
  | ({ readonly success: true } & T)
  | { readonly success: false; readonly error: ServiceError };

/** UID → what came of it. */
export type Results<T extends object = object> = Readonly<Record<string, Result<T>>>;

/**
 * Does something for each of several users, once each: a refusal is that user's result and stops no other's.
 *
 * @param act checks everything before it changes anything, since a refusal here takes nothing back
 */
export function perUid<T extends object>(uids: Iterable<string>, act: (uid: string) => T): Results<T> {
  return Object.fromEntries([...new Set(uids)].map((uid) => [uid, resultOf(uid, act)]));
}

function resultOf<T extends object>(uid: string, act: (uid: string) => T): Result<T> {
  try {
    return { success: true, ...act(uid) };
  } catch (error) {
    if (error instanceof ServiceError) return { success: false, error };
    throw error;
  }
}
