import { SERVER_MUTANTS } from "../conformance/mutants/servers/index.ts";
import { printKillTable } from "./kill-table.ts";

// Prints which rule catches each broken server. `npm run test:servers [i/n]`: one part of them.

await printKillTable(SERVER_MUTANTS, process.argv[2]);
