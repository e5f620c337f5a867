import { bundleCommand } from "../bundle-command.js";

let made: Promise<unknown> | undefined;

/** Makes the command as `npm run build` does, once, without what it makes besides. @returns the path of the command */
export async function builtCommand(): Promise<string> {
  made ??= bundleCommand();
  await made;
  return "dist/cli.cjs";
}
