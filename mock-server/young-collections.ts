import { setFlagsFromString } from "node:v8";

/**
 * Lets V8 collect what lived shortly on the main thread alone. It shares that out by itself, which pays where much is to be
 * copied; a server of small requests has little, ten times a second, and on a machine of few cores waking the helpers and
 * waiting for them takes a twelfth of its time. Compiled code that is kept for another process has to be kept before: it
 * bears V8's flags.
 */
export function collectYoungAlone(): void {
  setFlagsFromString("--no-parallel-scavenge");
}
