import type { HttpAnswer } from "../../http/answer.ts";
import type { HttpRequest } from "../../http/request.ts";
import { decodeText } from "../../http/target.ts";
import type { App } from "../../simulator/app.ts";
import { ServiceError, serviceError } from "../../simulator/errors.ts";
import type { OperationName, ResultOf } from "../../simulator/operations/index.ts";
import { LIMITS } from "../../simulator/rules/limits.ts";
import type { Simulator } from "../../simulator/simulator.ts";
import { readFilePath } from "../../wire/file-urls.ts";
import type { Around } from "../around.ts";
import { type Form, isForm, readForm } from "../form.ts";
import type { Reply } from "../replies.ts";
import { fileAnswer } from "./file-answer.ts";
import { storageRefusal } from "./storage-error.ts";

/** The most bytes of an upload: a file of the largest size, and the fields before it. */
export const UPLOAD_BYTES = LIMITS.uploadBytes + 64 * 1024;

/** Nobody says who they are: who has a file's URL gets it, who has an upload's fields may upload. */
const BY_LINK = { kind: "link" } as const;

/**
 * The storage that messages' files are in, as a client sees it: files are uploaded to the URLs that the API gives out,
 * and got by the URLs that messages name. Its refusals are in XML. seen from the official SDK 4.2.0
 */
export function createFileStore(simulator: Simulator, around: Around) {
  return {
    async reply(request: HttpRequest): Promise<Reply> {
      try {
        const { appId, fileId } = readFilePath(request.path);
        const app = simulator.app(decodeText(appId));
        if (!app) throw serviceError("NoSuchBucket");
        const operation = request.method === "POST" ? "uploadFile" : "getFile";
        return await around({ request, app, operation, uid: undefined, refuse }, (cause) =>
          answerTo(app, fileId, request, cause).then((answer) => ({ answer }), refuse),
        );
      } catch (error) {
        return refuse(error);
      }
    },
  };

  async function answerTo(
    app: App,
    fileId: string,
    request: HttpRequest,
    cause: number | undefined,
  ): Promise<HttpAnswer> {
    switch (request.method) {
      case "GET":
      case "HEAD":
        return fileAnswer(run(app, "getFile", { fileId }, cause), request);
      case "POST":
        return upload(app, request, cause);
      default:
        throw serviceError("MethodNotAllowed", { method: request.method });
    }
  }

  async function upload(app: App, request: HttpRequest, cause: number | undefined): Promise<HttpAnswer> {
    const form = isForm(request.headers.get("content-type")) ? await readForm(request) : undefined;
    if (!form) throw serviceError("MalformedPOSTRequest");
    const fields = new Map(form.texts);
    const [fileId, signature] = [required(fields, "key"), required(fields, "signature")];
    run(app, "uploadFile", { fileId, signature, bytes: onlyFile(form) }, cause);
    return { status: 204, headers: { "access-control-allow-origin": "*" }, body: undefined };
  }

  function run<N extends OperationName>(
    { appId }: App,
    operation: N,
    input: unknown,
    cause: number | undefined,
  ): ResultOf<N> {
    const outcome = simulator.execute<N>({ appId, operation, as: BY_LINK, input, cause });
    if (!outcome.ok) throw outcome.error;
    return outcome.value;
  }
}

function refuse(error: unknown): Reply {
  if (!(error instanceof ServiceError)) throw error;
  return { answer: storageRefusal(error), code: error.code };
}

function required(fields: ReadonlyMap<string, string>, field: string): string {
  const value = fields.get(field);
  if (!value) throw serviceError("InvalidArgument", { field });
  return value;
}

function onlyFile({ files }: Form): Uint8Array<ArrayBuffer> {
  const [file, ...more] = files.filter(({ field }) => field === "file");
  if (!file || more.length > 0) throw serviceError("IncorrectNumberOfFilesInPostRequest");
  return file.bytes;
}
