import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * Where the simulator's "random" values come from: each is derived from the seed and from what it is for, never
 * from how many were drawn before, so that adding one user changes the tokens of no other.
 */
export interface Randomness {
  /**
   * Hexadecimal digits for one purpose.
   *
   * @param length how many digits, at most 64
   * @param purpose what the value is for, e.g. `"authToken", uid, 3`
   */
  hex(length: number, ...purpose: (string | number)[]): string;
}

/** Randomness of one seed: the same seed and purpose give the same digits on any machine. */
export function seededRandomness(seed: number | string): Randomness {
  return {
    hex(length, ...purpose) {
      return bytesToHex(sha256(utf8ToBytes(JSON.stringify([seed, ...purpose])))).slice(0, length);
    },
  };
}
