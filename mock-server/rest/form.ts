import type { HttpRequest } from "../http/request.ts";

/** A file of a form. */
export interface FormFile {
  /** The name of its field. */
  readonly field: string;
  readonly name: string;
  /** As it was declared; empty when it was not. */
  readonly mimeType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A form's fields, in order. */
export interface Form {
  readonly texts: readonly (readonly [name: string, text: string])[];
  readonly files: readonly FormFile[];
}

/** Whether a request's body is a form with files. */
export function isForm(contentType: string | null | undefined): boolean {
  return contentType?.toLowerCase().startsWith("multipart/form-data") ?? false;
}

/** Reads a request's form, or `undefined` when it is cut short or otherwise broken. */
export async function readForm(request: HttpRequest): Promise<Form | undefined> {
  const form = await formOf(request);
  if (!form) return undefined;
  const texts: (readonly [string, string])[] = [];
  const files: FormFile[] = [];
  for (const [field, value] of form) {
    if (typeof value === "string") texts.push([field, value]);
    // A browser sends a file field in which nothing was chosen as a file without name and bytes.
    else if (value.name !== "" || value.size > 0) {
      files.push({
        field,
        name: value.name,
        mimeType: value.type,
        bytes: new Uint8Array(await value.arrayBuffer()),
      });
    }
  }
  return { texts, files };
}

async function formOf({ headers, body }: HttpRequest): Promise<FormData | undefined> {
  const contentType = headers.get("content-type") ?? "";
  try {
    return await new Response(body, { headers: { "content-type": contentType } }).formData();
  } catch {
    // Cut short, without the boundary that its content type names, or no form at all: the parser does not say which.
    return undefined;
  }
}
