/**
 * The most ways in which a pattern may be tried at one place of a text. A regular expression can take time beyond all
 * bounds, so the vendor takes bounded quantifiers only (docs: moderation/lists-management), and here their product is
 * bounded too: 25 000 ways at each of 10 000 places are a second or two at the very worst.
 */
const MOST_WAYS = 25_000;

/** What is wrong with a pattern, or undefined when it may be used. */
export function patternFault(pattern: string): string | undefined {
  try {
    new RegExp(pattern, "iu");
  } catch {
    return "is not a regular expression";
  }
  return costFault(pattern);
}

const QUANTIFIER = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/;

function costFault(pattern: string): string | undefined {
  let ways = 1;
  /** For each group that is open: whether anything in it can match in more than one way. */
  const groups = [false];
  let closed = false;
  for (let at = 0; at < pattern.length; ) {
    const char = pattern[at] as string;
    const quantifier = QUANTIFIER.exec(pattern.slice(at));
    // The `?` of `(?:` is no quantifier.
    if (quantifier && !(char === "?" && pattern[at - 1] === "(")) {
      const [text, least = "0", comma, most] = quantifier;
      if (char === "*" || char === "+" || (comma && most === ""))
        return `repeats something without a bound (${text})`;
      const range = char === "?" ? 2 : comma ? Number(most) - Number(least) + 1 : 1;
      if (closed && (range > 1 || Number(least) > 1)) return "repeats a group in which there is a choice";
      if (range > 1) groups.fill(true);
      ways *= range;
      at += text.length;
      closed = false;
    } else {
      closed = false;
      if (char === "\\") {
        if (/[1-9k]/.test(pattern[at + 1] ?? "")) return "refers back to what it matched";
        at += 1;
      } else if (char === "[") {
        at = endOfClass(pattern, at);
      } else if (char === "(") {
        groups.push(false);
      } else if (char === ")") {
        closed = groups.pop() ?? false;
      } else if (char === "|") {
        groups.fill(true);
        ways *= 2;
      }
      at += 1;
    }
    if (ways > MOST_WAYS) return `can match in more than ${MOST_WAYS} ways`;
  }
  return undefined;
}

function endOfClass(pattern: string, from: number): number {
  let at = from + 1;
  while (at < pattern.length && pattern[at] !== "]") at += pattern[at] === "\\" ? 2 : 1;
  return at;
}
