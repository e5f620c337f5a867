import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The public methods of a class, as its typings have them. */
export interface TypedClass {
  readonly name: string;
  readonly statics: readonly string[];
  readonly methods: readonly string[];
}

const CLASS = /^export (?:abstract )?class (\w+)[^{]*\{([\s\S]*?)^\}/gm;
/** A method, with what stands right before it if that is a comment. */
const METHOD =
  /(?:\/\*\*(?<doc>(?:(?!\*\/)[\s\S])*)\*\/\s*)?^[ \t\u00a0]+(?<scope>private |protected )?(?<isStatic>static )?(?<name>\w+)\s*(?:<[^(;]*>)?\(/gm;
/** What the vendor marks as none of an app's business. */
const NOT_PUBLIC = /@internal|@private|@hidden|@ignore/;

/** Reads the public classes and methods off the official SDK's own typings. */
export function readSdkTypings(): readonly TypedClass[] {
  const resolve = createRequire(import.meta.url).resolve;
  const file = resolve("@cometchat/chat-sdk-javascript").replace(/[^/]+$/, "CometChat.d.ts");
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(CLASS)].map(([, name = "", body = ""]) => {
    const found = [...body.matchAll(METHOD)].flatMap(({ groups = {} }) => {
      const { doc = "", scope, isStatic, name: method = "" } = groups;
      const isPublic = !scope && !NOT_PUBLIC.test(doc) && method !== "constructor";
      return isPublic ? [{ method, isStatic: isStatic !== undefined }] : [];
    });
    const named = (wanted: boolean) => [
      ...new Set(found.flatMap(({ method, isStatic }) => (isStatic === wanted ? [method] : []))),
    ];
    return { name, statics: named(true), methods: named(false) };
  });
}
