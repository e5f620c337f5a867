import { SDK_FILTERS } from "../../conformance/official-sdk/sdk-filters.ts";
import type { SdkCall } from "../../conformance/official-sdk/sdk-hooks.ts";
import { filesOf, SDK_SURFACE } from "../../conformance/official-sdk/sdk-surface.ts";

/**
 * What is done to one method of the SDK while a test runs:
 * - `undone`: it works and answers, and the server forgets at once what it did.
 * - `silent`: it works and gives undefined.
 * - `skipped`: it is not called.
 * - `ignored`: the parameter that a builder's method sends does not reach the server.
 */
export type MutantKind = "undone" | "silent" | "skipped" | "ignored";

/** Whether a test that fails for it has looked at what the method does, whatever else there is of the method. */
export function isStrong(kind: MutantKind): boolean {
  return kind === "undone" || kind === "ignored";
}

export interface Mutant {
  readonly kind: MutantKind;
  readonly owner: string;
  readonly method: string;
}

/** The mutants of the methods that a test file is to prove; of each method, the one that says most first. */
export function mutantsOf(file: string): readonly Mutant[] {
  return Object.entries(SDK_SURFACE).flatMap(([owner, coverage]) =>
    Object.entries(coverage)
      .filter(([named]) => filesOf(named)[0] === file)
      .flatMap(([, methods]) => methods)
      .flatMap((method) => kindsFor(owner, method).map((kind) => ({ kind, owner, method }))),
  );
}

function kindsFor(owner: string, method: string): readonly MutantKind[] {
  if (owner.endsWith("Builder") && method !== "build") {
    return SDK_FILTERS[owner]?.parameters[method] === undefined ? ["skipped"] : ["ignored"];
  }
  // What asks the server for no change tells something, or else does something in the page or by the socket.
  if (/^CometChat(Notifications)?$/.test(owner)) return ["undone", "silent", "skipped"];
  return ["silent", "skipped"];
}

/** What a mutant needs of the test it is planted in. */
export interface Ground {
  /** Lets nothing of what the server does be told, until the result lets it, or puts back what the app was before. */
  hold(): Promise<{ letGo(): Promise<unknown>; putBack(): Promise<unknown> }>;
  /** How many requests that may change something were made so far. */
  changes(): number;
  /** Hears that the mutant made a difference. */
  reached(): void;
}

/** Makes a call as a mutant has it made. */
export function mutate({ kind, owner, method }: Mutant, call: SdkCall, ground: Ground): unknown {
  if (call.owner !== owner || call.method !== method) return call.make();
  switch (kind) {
    case "undone":
      return undo(call, ground);
    case "silent":
      return silence(call, ground);
    case "skipped":
      ground.reached();
      return owner.endsWith("Builder") || owner === "UploadFileRequest" ? call.object : Promise.resolve();
    case "ignored":
      return call.make();
  }
}

/** Longer than frames wait for the answer of their request, in ms: what was caused before a call is told before it. */
const FRAMES_GONE = 60;

async function undo(call: SdkCall, { hold, changes, reached }: Ground): Promise<unknown> {
  await new Promise((resolve) => setTimeout(resolve, FRAMES_GONE));
  const held = await hold();
  const before = changes();
  try {
    return await call.make();
  } finally {
    const isChange = changes() > before;
    if (isChange) reached();
    await (isChange ? held.putBack() : held.letGo());
  }
}

function silence(call: SdkCall, { reached }: Ground): unknown {
  const result = call.make();
  // Not by instanceof: a page has a Promise of its own.
  if (typeof (result as PromiseLike<unknown> | undefined)?.then === "function") {
    return (result as PromiseLike<unknown>).then((value) => {
      if (value !== undefined) reached();
    });
  }
  if (result === undefined || result === call.object) return result;
  reached();
  return undefined;
}

/** The URL that is asked with a mutant planted. */
export function mutatedUrl({ kind, owner, method }: Mutant, url: URL, { reached }: Ground): URL {
  const { path, parameters } = SDK_FILTERS[owner] ?? {};
  const parameter = parameters?.[method] ?? "";
  if (kind !== "ignored" || !path?.test(url.pathname) || !url.searchParams.has(parameter)) return url;
  reached();
  // By hand, as the SDK's own escapes must stay as they are.
  const kept = url.search
    .slice(1)
    .split("&")
    .filter((pair) => !pair.startsWith(`${parameter}=`));
  return new URL(`${url.origin}${url.pathname}?${kept.join("&")}`);
}
