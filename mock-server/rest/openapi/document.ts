import { LIMITS } from "../../simulator/rules/limits.ts";
import { refusalShape } from "../../wire/service-error.ts";
import { answerSchemas } from "./answer-schemas.ts";
import type { DescribedRoute } from "./described-routes.ts";
import { errorAnswers } from "./error-answers.ts";
import { conceptOf, operationIdOf, sentence, templateOf } from "./naming.ts";
import type { Answer, ApiOperation, JsonSchema, OpenApiDocument, RequestBody } from "./openapi-types.ts";
import { shareAnswers } from "./shared-answers.ts";

/** The routes of one API, and where the vendor's service has it. */
export interface DescribedApi {
  /** What stands before its paths: the APIs share most of them. */
  readonly prefix: string;
  readonly routes: readonly DescribedRoute[];
}

const TITLE = "cometchat-testkit mock server";
/** Of the APIs, as the vendor counts them. */
const API_VERSION = "3.0";
const DESCRIPTION = `The REST APIs of the local mock of the chat service: that for clients under \`/v3.0\`, that for the app's own servers under \`/v3\`, and that for managing apps under \`/apps\`.
Both prefixes, and none, lead to either: it is the \`apikey\` header that makes a request a server's.
The App ID may stand in the host's name instead of a header, as it does with the service.
This document is generated from the tables and schemas that requests are checked against, and from the shapes in which answers are printed.`;

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
  accountKey: { type: "apiKey", in: "header", name: "key", description: "The key of the account." },
  accountSecret: { type: "apiKey", in: "header", name: "secret", description: "The secret of the account." },
  controlToken: {
    type: "http",
    scheme: "bearer",
    description: "What the server was started with as --control-token, if it was.",
  },
  jwt: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "The jwt of a client's session." },
};

const JSON_TYPE = "application/json";

/** Describes the APIs by their tables. */
export function describeApis(apis: readonly DescribedApi[]): OpenApiDocument {
  const answers = answerSchemas(
    apis.flatMap(({ routes }) => routes),
    [refusalShape],
  );
  const responses: Record<string, Answer> = {};
  const paths: Record<string, Record<string, ApiOperation>> = {};
  for (const { prefix, routes } of apis) {
    const places = placesOf(routes);
    const { shared, referring } = shareAnswers(routes[0]?.api ?? "", places.map(refusalsOf));
    Object.assign(responses, shared);
    for (const place of places) {
      const [{ method, path }] = place;
      const operation = describePlace(place, isAlone(place, places), {
        200: successOf(place.map(answers.of)),
        ...referring(refusalsOf(place)),
      });
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
    components: { securitySchemes: SECURITY_SCHEMES, responses, schemas: answers.named },
  };
}

/** The routes that share a method and a path, in the order in which they are tried. */
type Place = readonly [DescribedRoute, ...DescribedRoute[]];

function placesOf(routes: readonly DescribedRoute[]): readonly Place[] {
  const places = new Map<string, [DescribedRoute, ...DescribedRoute[]]>();
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    const place = places.get(name);
    if (place) place.push(route);
    else places.set(name, [route]);
  }
  return [...places.values()];
}

/** The route that is taken when no other fits. */
function mainOf(place: Place): DescribedRoute {
  return place.at(-1) ?? place[0];
}

function isAlone(place: Place, places: readonly Place[]): boolean {
  const { name } = mainOf(place);
  return places.filter((other) => mainOf(other).name === name).length === 1;
}

function refusalsOf(place: Place): Readonly<Record<string, Answer>> {
  return errorAnswers(place.flatMap(({ refusals }) => refusals));
}

function describePlace(place: Place, alone: boolean, responses: ApiOperation["responses"]): ApiOperation {
  const { api, name, path, security, remark, tag } = mainOf(place);
  const parts = place.map((route) => route.describe());
  // Where routes share a parameter, the words of the last hold: it is the one that is taken mostly.
  const parameters = new Map(
    parts.flatMap((part) => part.parameters).map((row) => [`${row.in} ${row.name}`, row]),
  );
  const body = bodyOf(
    place,
    parts.flatMap((part) => part.body ?? []),
  );
  return {
    operationId: operationIdOf(api, name, path, alone),
    summary: [...new Set(place.map((route) => sentence(route.name)))].join(" · "),
    ...(remark && { description: remark }),
    tags: [tag ?? conceptOf(path)],
    security,
    parameters: [...parameters.values()],
    ...(body && { requestBody: body }),
    responses,
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

/** Where routes share a place, the answer is that of the one which was taken. */
function successOf(envelopes: readonly JsonSchema[]): Answer {
  const different = new Map(envelopes.map((envelope) => [JSON.stringify(envelope), envelope]));
  const [first = {}, ...others] = different.values();
  const schema = others.length === 0 ? first : { anyOf: [first, ...others] };
  return { description: "Done.", content: { [JSON_TYPE]: { schema } } };
}
