import type { Mutant } from "../mutant.ts";

/** What comes too early, or after what it was before. */
export const timing: readonly Mutant[] = [
  {
    name: "a login begins while another is under way",
    rules: ["SES-LOGIN-09"],
    behaviour: { oneLoginAtATime: false },
  },
  {
    name: "a lost socket is opened again at once",
    rules: ["CON-RETRY-05"],
    behaviour: { reconnectAfter: () => 0 },
  },
  {
    name: "a message that others have overtaken counts as a duplicate",
    rules: ["LSN-LATE-01"],
    behaviour: {
      isDuplicate: (seen, id) => [...seen].some((one) => Number(one) >= Number(id)),
    },
  },
];
