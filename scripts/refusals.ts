import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { refusalsOfOperations } from "./read-refusals.ts";

// Writes down which codes each operation may refuse with, for the API's description of itself.

const FILE = "mock-server/rest/openapi/operation-refusals.ts";

const rows = Object.entries(refusalsOfOperations()).map(
  ([name, codes]) => `${name}: ${JSON.stringify(codes)},`,
);
writeFileSync(
  FILE,
  `import type { ErrorCode } from "../../simulator/errors.ts";
import type { OperationName } from "../../simulator/operations/index.ts";

/** Operation → the codes it may refuse with. Read off the sources of the simulator by \`npm run refusals\`. */
export const OPERATION_REFUSALS: Readonly<Record<OperationName, readonly ErrorCode[]>> = {
${rows.join("\n")}
};
`,
);
execFileSync(process.execPath, ["node_modules/@biomejs/biome/bin/biome", "format", "--write", FILE], {
  stdio: "inherit",
});
