import { utf8ToBytes } from "@noble/hashes/utils.js";
import { base64urlnopad } from "@scure/base";
import type { Context } from "./operation.ts";

/**
 * A token in the form of a JWT, since other SDKs of the vendor decode it. Its signature is made up.
 *
 * @param purpose what it is for: the same purpose at the same time gives the same token
 */
export function makeJwt(
  { appId, randomness, now }: Context,
  sub: string,
  claims: Readonly<Record<string, unknown>>,
  purpose: readonly (string | number)[],
): string {
  const header = base64Url(JSON.stringify({ alg: "HS256", typ: "JWT" }));
  const payload = base64Url(
    JSON.stringify({
      iss: "cometchat-testkit",
      aud: appId,
      sub,
      iat: now,
      jti: randomness.hex(16, ...purpose),
      ...claims,
    }),
  );
  return `${header}.${payload}.${randomness.hex(43, ...purpose, "signature")}`;
}

function base64Url(text: string): string {
  return base64urlnopad.encode(utf8ToBytes(text));
}
