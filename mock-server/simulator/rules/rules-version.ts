/**
 * Of which rules the outcomes are. It is raised by one whenever a command may come out differently than before, or a
 * record looks different: a journal of commands is replayed under the rules only that it was written under.
 *
 * `rules-version.test.ts` beside this pins the outcomes of one life, and fails when they change.
 */
export const RULES_VERSION = 6;
