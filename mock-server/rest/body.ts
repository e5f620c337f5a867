import { bodyText, type HttpRequest } from "../http/request.ts";
import { invalidField, serviceError } from "../simulator/errors.ts";
import { isJsonObject } from "../simulator/fields.ts";
import { LIMITS } from "../simulator/rules/limits.ts";
import { type FormFile, isForm, readForm } from "./form.ts";
import type { BodyKind } from "./route.ts";

export type Body = Readonly<Record<string, unknown>>;

/** What a body holds. */
export interface ReadBody {
  readonly fields: Body;
  readonly files: readonly FormFile[];
  /** As it came, if it was JSON. */
  readonly text?: string;
}

export const NO_BODY: ReadBody = Object.freeze({ fields: {}, files: [] });

/** How deep a body may nest: below what would exhaust the stack when it is printed again (assumed). */
const MAX_DEPTH = 512;

const encoder = new TextEncoder();

/**
 * Reads the fields and files of a request's body; only a form has to be awaited.
 *
 * @param kind what the routes it may be for take
 * @throws ServiceError `ERR_BAD_REQUEST` for what cannot be read or is too large
 */
export function readBody(request: HttpRequest, kind: BodyKind | undefined): ReadBody | Promise<ReadBody> {
  if (isForm(request.headers.get("content-type"))) return readMessageForm(request, kind);
  return readText(bodyText(request), kind);
}

function readText(text: string, kind: BodyKind | undefined): ReadBody {
  // The SDK sends a JSON content type and nothing on many of its calls.
  if (text === "") return NO_BODY;
  checkSize(text, kind);
  return { fields: readFields(text), files: [], text };
}

/** docs: articles/properties-and-constraints (10 KB for users and groups); rest-api/messages */
function checkSize(text: string, kind: BodyKind | undefined): void {
  if (kind === "message") checkCharacters(text.length);
  if (kind !== "profile" || text.length * 3 <= LIMITS.profileBytes) return;
  if (text.length > LIMITS.profileBytes || encoder.encode(text).length > LIMITS.profileBytes) {
    throw invalidField("body", `The body may not be larger than ${LIMITS.profileBytes} bytes.`);
  }
}

function checkCharacters(count: number): void {
  if (count <= LIMITS.messageCharacters) return;
  throw invalidField("body", `The body may not be longer than ${LIMITS.messageCharacters} characters.`);
}

function readFields(text: string): Body {
  const value = parseJson(text, "body");
  if (!isJsonObject(value)) throw invalidField("body", "The body must be a JSON object.");
  for (const name in value) {
    // A field that is null is a field left out.
    if (value[name] === null)
      return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
  }
  return value;
}

function parseJson(text: string, field: string): unknown {
  const value = wellFormed(text, field);
  if (text.length > 2 * MAX_DEPTH && isDeeper(value, MAX_DEPTH)) {
    throw invalidField(field, `The ${field} may not nest deeper than ${MAX_DEPTH} levels.`);
  }
  return value;
}

function wellFormed(text: string, field: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What the parser says of it differs from engine to engine.
    throw invalidField(field, `The ${field} is not well-formed JSON.`);
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/**
 * A media message with files, or with a URL in place of them. seen from the official SDK 4.2.0: `data` is JSON, and
 * each file and each tag is a part of its own. Any field may hold a file (assumed).
 */
async function readMessageForm(request: HttpRequest, kind: BodyKind | undefined): Promise<ReadBody> {
  if (kind !== "message") throw invalidField("body", "The body must be a JSON object.");
  const form = await readForm(request);
  if (!form) throw invalidField("body", "The body is not a well-formed form.");
  const fields: Record<string, unknown> = {};
  const tags: string[] = [];
  let characters = 0;
  for (const [name, text] of form.texts) {
    characters += text.length;
    if (name === "data" || name === "metadata") fields[name] = parseJson(text, name);
    else if (name === "tags[]") tags.push(text);
    else if (text !== "") fields[name] = text;
  }
  checkCharacters(characters);
  checkTogether(form.files);
  return { fields: tags.length > 0 ? { ...fields, tags } : fields, files: form.files };
}

/** docs: articles/properties-and-constraints (100 MB a request) */
function checkTogether(files: readonly FormFile[]): void {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (bytes <= LIMITS.uploadBytes) return;
  const name = files.map((file) => file.name).join(", ");
  throw serviceError("ERR_FILE_SIZE_EXCEEDED", { name, limit: LIMITS.uploadBytes });
}
