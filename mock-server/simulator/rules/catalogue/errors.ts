import { type Rule, refused, turnedAway } from "./rule.ts";

export const errorRules: readonly Rule[] = [
  refused("any", "ERR_BAD_REQUEST", {
    id: "ERR-INPUT-01",
    text: "Wrong input is refused as a whole, with what is wrong with each field.",
    source: "docs: articles/error-guide",
  }),
  refused("any", "ERR_PERMISSION_DENIED", {
    id: "ERR-ROLE-01",
    text: "What is taken from a role or scope is refused to its users.",
    source: "docs: rest-api/restrict-features",
  }),
  turnedAway("ERR_TOO_MANY_REQUESTS", {
    id: "ERR-RATE-01",
    text: "What goes beyond the app's limit of a minute is refused with 429, and can be tried again later.",
    source: "docs: articles/rate-limits",
  }),
];
