import type * as z from "zod";
import { type Answering, webFetch } from "../../http/web.ts";
import { ServiceError } from "../../simulator/errors.ts";
import { refusalShape } from "../../wire/service-error.ts";
import { envelopeOf } from "../openapi/answer-schemas.ts";
import { describedApis } from "../openapi/described-apis.ts";
import type { DescribedRoute } from "../openapi/described-routes.ts";
import { compileRoutes } from "../router.ts";

/** The described routes, as the surface finds its own. */
const routers = new Map(
  (["client", "server", "management"] as const).map((api) => {
    const routes = describedApis().flatMap((described) => described.routes);
    return [api, compileRoutes(routes.filter((route) => route.api === api))];
  }),
);

const envelopes = new Map<DescribedRoute, z.ZodType>();

function envelope(route: DescribedRoute): z.ZodType {
  const made = envelopes.get(route) ?? envelopeOf(route);
  envelopes.set(route, made);
  return made;
}

/**
 * Checks that an answer looks as it is described: that it has nothing but what the description of its route says, or is
 * a refusal.
 *
 * @throws Error that tells where it differs
 */
async function checkAnswer(request: Request, response: Response): Promise<void> {
  const routes = routesOf(request);
  if (routes.length === 0 || request.method === "OPTIONS") return;
  const body: unknown = await response.clone().json();
  const schemas = response.ok ? routes.map(envelope) : [refusalAs(routes)];
  const errors = schemas.map((schema) => schema.safeParse(body).error);
  if (errors.some((error) => error === undefined)) return;
  const lines = errors.flatMap((error) => error?.issues ?? []).map(describe);
  const { pathname } = new URL(request.url);
  throw new Error(
    `Failed to find the answer to ${request.method} ${pathname} described:\n${lines.join("\n")}\n${JSON.stringify(body).slice(0, 2_000)}`,
  );
}

/** A refusal with one of the codes that the routes are said to have. */
function refusalAs(routes: readonly DescribedRoute[]): z.ZodType {
  const codes = new Set<string>(routes.flatMap(({ refusals }) => refusals));
  return refusalShape.schema.refine(({ error }) => codes.has(error.code), {
    error: "The code is not described.",
  });
}

/** Asks, and checks the answer. */
export async function askChecked(surface: Answering, request: Request): Promise<Response> {
  const response = await webFetch(surface)(request);
  await checkAnswer(request, response);
  return response;
}

/** The routes that may have answered; none where something else does. */
function routesOf({ method, url, headers }: Request): readonly DescribedRoute[] {
  const { pathname, hostname } = new URL(url);
  const isServer = headers.has("apikey") || hostname.includes(".api-");
  const isAccount = headers.has("key") || hostname.startsWith("apimgmt.");
  const api = isAccount ? "management" : isServer ? "server" : "client";
  const match = routers.get(api)?.match(method, pathname);
  return match === undefined || match instanceof ServiceError ? [] : match.routes;
}

function describe(issue: z.core.$ZodIssue): string {
  const inner = issue.code === "invalid_union" ? issue.errors.flat().map(describe) : [];
  return [`${issue.path.join(".")}: ${issue.message}`, ...inner.map((line) => `  ${line}`)].join("\n");
}
