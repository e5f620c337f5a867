import * as z from "zod";
import { errorShape, printError } from "../../wire/service-error.ts";
import { shape } from "../../wire/shape.ts";
import { printUpload, uploadShape } from "../../wire/upload.ts";
import { route } from "../route.ts";

const uploadsShape = shape("Uploads", () =>
  z
    .record(z.string(), z.union([uploadShape.schema, z.strictObject({ error: errorShape.schema })]))
    .meta({ description: "By the id that the request gave each." }),
);

/** Files that are uploaded before their message is sent. seen from the official SDK 4.2.0 */
export const fileRoutes = [
  route({
    method: "POST",
    path: "/files/upload-url",
    operation: "requestUploads",
    input: ({ body: { files, receiver, receiverType, parentMessageId } }) => ({
      files,
      receiver,
      receiverType,
      parentMessageId,
    }),
    answers: uploadsShape,
    print: (results, { app }, { host }) => {
      const rows = Object.entries(results).map(([id, result]) => [
        id,
        result.success
          ? printUpload(result.file, result.upload, app.appId, host)
          : { error: printError(result.error) },
      ]);
      return Object.fromEntries(rows);
    },
  }),
];
