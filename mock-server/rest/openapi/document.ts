import { type OperationName, operations } from "../../simulator/operations/index.ts";
import { AUTH_ONLY_OPERATIONS } from "../../simulator/rules/key-privileges.ts";
import { LIMITS } from "../../simulator/rules/limits.ts";
import type { Side } from "../call.ts";
import type { AnyRoute } from "../route.ts";
import { errorAnswers, REFUSAL } from "./error-answers.ts";
import { conceptOf, operationIdOf, sentence, templateOf } from "./naming.ts";
import type {
  Answer,
  ApiOperation,
  JsonSchema,
  OpenApiDocument,
  RequestBody,
  Security,
} from "./openapi-types.ts";
import { describeRoute } from "./route-description.ts";

/** A table of routes, and where the vendor's service has it. */
export interface DescribedApi {
  readonly side: Side;
  /** What stands before its paths: the APIs share most of them. */
  readonly prefix: string;
  readonly routes: readonly AnyRoute[];
}

const TITLE = "cometchat-testkit mock server";
/** Of the APIs, as the vendor counts them. */
const API_VERSION = "3.0";
const DESCRIPTION = `The REST APIs of the local mock of the chat service: that for clients under \`/v3.0\`, that for the app's own servers under \`/v3\`.
Both prefixes, and none, lead to either: it is the \`apikey\` header that makes a request a server's.
The App ID may stand in the host's name instead of a header, as it does with the service.
This document is generated from the tables and schemas that requests are checked against.`;

const SECURITY_SCHEMES = {
  appId: { type: "apiKey", in: "header", name: "appId", description: "The App ID." },
  authToken: {
    type: "apiKey",
    in: "header",
    name: "authToken",
    description: "The auth token of a client's session.",
  },
  apiKey: { type: "apiKey", in: "header", name: "apikey", description: "An API key of the app." },
  onBehalfOf: {
    type: "apiKey",
    in: "header",
    name: "onBehalfOf",
    description: "The UID of the user for whom the app's server acts.",
  },
  jwt: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "The jwt of a client's session." },
};

const JSON_TYPE = "application/json";

/** Describes the APIs by their tables. */
export function describeApis(apis: readonly DescribedApi[]): OpenApiDocument {
  const errors = errorAnswers();
  const paths: Record<string, Record<string, ApiOperation>> = {};
  for (const { side, prefix, routes } of apis) {
    const places = placesOf(routes);
    for (const place of places) {
      const [{ method, path }] = place;
      const operation = describePlace(place, side, Object.keys(errors), isAlone(place, places));
      const template = `${prefix}${templateOf(path)}`;
      paths[template] = { ...paths[template], [method.toLowerCase()]: operation };
    }
  }
  const tags = new Set(
    Object.values(paths).flatMap((item) => Object.values(item).flatMap(({ tags }) => tags)),
  );
  return {
    openapi: "3.1.0",
    info: { title: TITLE, version: API_VERSION, description: DESCRIPTION },
    servers: [{ url: "/" }],
    tags: [...tags].sort().map((name) => ({ name })),
    paths,
    components: { securitySchemes: SECURITY_SCHEMES, responses: errors, schemas: { Refusal: REFUSAL } },
  };
}

/** The routes that share a method and a path, in the order in which they are tried. */
type Place = readonly [AnyRoute, ...AnyRoute[]];

function placesOf(routes: readonly AnyRoute[]): readonly Place[] {
  const places = new Map<string, [AnyRoute, ...AnyRoute[]]>();
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    const place = places.get(name);
    if (place) place.push(route);
    else places.set(name, [route]);
  }
  return [...places.values()];
}

/** The route that is taken when no other fits. */
function mainOf(place: Place): AnyRoute {
  return place.at(-1) ?? place[0];
}

function isAlone(place: Place, places: readonly Place[]): boolean {
  const { operation } = mainOf(place);
  return places.filter((other) => mainOf(other).operation === operation).length === 1;
}

function describePlace(place: Place, side: Side, errors: readonly string[], alone: boolean): ApiOperation {
  const { operation, path } = mainOf(place);
  const parts = place.map((route) => describeRoute(route, side));
  // Where routes share a parameter, the words of the last hold: it is the one that is taken mostly.
  const parameters = new Map(
    parts.flatMap((part) => part.parameters).map((row) => [`${row.in} ${row.name}`, row]),
  );
  const body = bodyOf(
    place,
    parts.flatMap((part) => part.body ?? []),
  );
  const needsNoKeyButThis =
    side === "server" && place.some((route) => AUTH_ONLY_OPERATIONS.has(route.operation));
  return {
    operationId: operationIdOf(side, operation, path, alone),
    summary: [...new Set(place.map((route) => sentence(route.operation)))].join(" · "),
    ...(needsNoKeyButThis && { description: "An `authOnly` key will do." }),
    tags: [conceptOf(path)],
    security: securityOf(place, side),
    parameters: [...parameters.values()],
    ...(body && { requestBody: body }),
    responses: {
      200: successOf(place),
      ...Object.fromEntries(errors.map((status) => [status, { $ref: `#/components/responses/${status}` }])),
    },
  };
}

function bodyOf([{ body: kind }]: Place, bodies: readonly JsonSchema[]): RequestBody | undefined {
  const [first] = bodies;
  if (!first) return undefined;
  const schema = bodies.length === 1 ? first : { anyOf: bodies };
  const isForm = kind === "message";
  return {
    required: bodies.every((body) => body.required !== undefined),
    ...(kind && { description: BODY_LIMITS[kind] }),
    content: { [JSON_TYPE]: { schema }, ...(isForm && { "multipart/form-data": { schema } }) },
  };
}

const BODY_LIMITS = {
  profile: `At most ${LIMITS.profileBytes} bytes.`,
  message: `At most ${LIMITS.messageCharacters} characters, files not counted. In a form, \`data\` is JSON, a tag is a \`tags[]\`, and files may come with it.`,
} as const;

function successOf(place: Place): Answer {
  const isList = place.every((route) => route.meta);
  const data: JsonSchema = isList
    ? { type: "array", items: { type: "object" } }
    : { type: ["object", "array"] };
  const hasMeta = place.some((route) => route.meta);
  const schema: JsonSchema = {
    type: "object",
    required: isList ? ["data", "meta"] : ["data"],
    properties: { data, ...(hasMeta && { meta: { type: "object" } }) },
  };
  return { description: "Done.", content: { [JSON_TYPE]: { schema } } };
}

function securityOf([{ operation, credentials }]: Place, side: Side): readonly Security[] {
  const { access } = operations[operation satisfies OperationName];
  if (access === "link") return [];
  if (credentials === "jwt") return [{ appId: [], jwt: [] }];
  if (side === "client") return [{ appId: [], authToken: [] }];
  const asApp = { appId: [], apiKey: [] };
  const asUser = { ...asApp, onBehalfOf: [] };
  return { key: [asApp], user: [asUser], any: [asApp, asUser] }[access];
}
