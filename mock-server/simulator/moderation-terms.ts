import { invalidField } from "./errors.ts";
import type { TermCategory } from "./moderation-records.ts";
import { LIMITS } from "./rules/limits.ts";
import { patternFault } from "./safe-pattern.ts";

/** What stands between the terms of one text. docs: moderation/lists-management (words by commas, the rest by lines) */
const SEPARATORS: Readonly<Record<TermCategory, RegExp>> = {
  word: /[,\n]/,
  pattern: /\n/,
  "sentence-similarity": /\n/,
};

/**
 * Reads and checks the terms of a list or a condition.
 *
 * @param field which field they come from, for the refusal
 * @param terms one text, or each for itself
 * @throws ServiceError `ERR_BAD_REQUEST`
 */
export function readTerms(
  field: string,
  category: TermCategory,
  terms: string | readonly string[],
): readonly string[] {
  const texts = typeof terms === "string" ? terms.split(SEPARATORS[category]) : terms;
  const read = texts.map((term) => term.trim()).filter((term) => term !== "");
  if (read.length === 0) throw invalidField(field, `The ${field} field is required.`);
  if (read.length > LIMITS.termsPerList)
    throw invalidField(field, `The ${field} may not hold more than ${LIMITS.termsPerList} terms.`);
  for (const term of read) checkTerm(field, category, term);
  return read;
}

function checkTerm(field: string, category: TermCategory, term: string): void {
  if (term.length > LIMITS.termLength)
    throw invalidField(
      field,
      `A term of the ${field} may not be longer than ${LIMITS.termLength} characters.`,
    );
  const fault = category === "pattern" ? patternFault(term) : undefined;
  if (fault) throw invalidField(field, `The pattern ${term} of the ${field} ${fault}.`);
}
