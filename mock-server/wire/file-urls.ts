/** Where files are, beside the API: they are uploaded and got without its headers and without a version. */
const FILES_PATH = "/media";

/** Whether a path leads to the files. */
export function isFilesPath(path: string): boolean {
  return path === FILES_PATH || path.startsWith(`${FILES_PATH}/`);
}

/**
 * Where the files are for a client that knows this server by this host. Always https, as the SDK's own calls: a page
 * over https loads nothing else.
 *
 * @param host with the port, if there is one
 */
export function filesUrl(host: string): string {
  return `https://${host}${FILES_PATH}`;
}

/** What a files path names: an app, and one file of its. */
export interface FilePlace {
  readonly appId: string;
  readonly fileId: string;
}

/** Reads a files path, still percent-encoded: `/media/{appId}/{fileId}/{name}`, of which only the ids count. */
export function readFilePath(path: string): FilePlace {
  const [, , appId = "", fileId = ""] = path.split("/");
  return { appId, fileId };
}
