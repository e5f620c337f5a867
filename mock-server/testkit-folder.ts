import process from "node:process";
import envPaths from "env-paths";

/**
 * The folder of everything the testkit keeps from start to start.
 *
 * @param home the one that was asked for; without it COMETCHAT_TESTKIT_HOME, then the user's cache folder
 */
export function testkitFolder(home?: string): string {
  return home || process.env.COMETCHAT_TESTKIT_HOME || envPaths("cometchat-testkit", { suffix: "" }).cache;
}
