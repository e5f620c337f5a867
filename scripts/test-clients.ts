import { CLIENT_MUTANTS } from "../conformance/mutants/clients/index.ts";
import { printKillTable } from "./kill-table.ts";

// Prints which rule catches each broken client. `npm run test:clients [i/n]`: one part of them.

await printKillTable(CLIENT_MUTANTS, process.argv[2]);
