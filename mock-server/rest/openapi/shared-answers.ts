import type { Answer, SharedAnswer } from "./openapi-types.ts";

type Answers = Readonly<Record<string, Answer>>;
type SharedAnswers = Readonly<Record<string, SharedAnswer>>;

/**
 * Finds what most operations of an API answer alike, so that it stands in the description once: most requests may fail
 * in the same few ways.
 *
 * @param api part of the names of what is shared
 * @returns what is shared by name, and a function that refers to it where it is meant
 */
export function shareAnswers(api: string, operations: readonly Answers[]) {
  const counts = new Map<string, Map<string, number>>();
  for (const answers of operations) {
    for (const [status, answer] of Object.entries(answers)) {
      const byText = counts.get(status) ?? new Map<string, number>();
      const text = JSON.stringify(answer);
      byText.set(text, (byText.get(text) ?? 0) + 1);
      counts.set(status, byText);
    }
  }
  const names = new Map<string, string>();
  const shared: Record<string, Answer> = {};
  for (const [status, byText] of counts) {
    const [[text, uses] = ["", 0]] = [...byText].sort(([, a], [, b]) => b - a);
    if (uses < 2) continue;
    names.set(text, `${api}${status}`);
    shared[`${api}${status}`] = JSON.parse(text);
  }
  const referring = (answers: Answers): SharedAnswers =>
    Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => {
        const name = names.get(JSON.stringify(answer));
        return [status, name === undefined ? answer : { $ref: `#/components/responses/${name}` }];
      }),
    );
  return { shared, referring };
}
