import * as z from "zod";
import { config } from "@/lib/config";
import type { DescribedRoute, Operation } from "@/lib/http/operation";

/** Every "no" of `/v2`. */
export const errorSchema = z.object({
  code: z.int().describe("the platform's number where it has one, else the status again"),
  message: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

const securityName = "accessToken";
const jsonOf = (schema: object) => ({ "application/json": { schema } });
const refTo = (part: "schemas" | "responses" | "headers", name: string) => ({ $ref: `#/components/${part}/${name}` });

/** What can go wrong anywhere, by status; `Retry-After` comes with the last two. */
const problems = {
  400: ["BadRequest", "a parameter or the body does not hold what it must; errors names what"],
  401: ["Unauthorized", "no access token, or one that is not valid (any more)"],
  403: ["Forbidden", "the access token carries none of the scopes; WWW-Authenticate names them"],
  404: ["NotFound", "not there, or of another account"],
  413: ["TooLarge", "a larger body than is read"],
  415: ["WrongType", "another content type than is read"],
  429: ["TooMany", "too many requests"],
  503: ["Away", "the database cannot be reached"],
} as const;

type Problem = keyof typeof problems;

/** The OpenAPI 3.1 document of these routes, made from their own schemas. */
export function openapiDocument(routes: readonly DescribedRoute[]) {
  const { schemas, nameOf } = componentSchemas(routes);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route, nameOf) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Patchbay", version: "2", description: "What an app may call with its access token" },
    servers: [{ url: config().baseUrl }],
    paths,
    components: {
      schemas,
      responses: Object.fromEntries(Object.keys(problems).map((status) => problemResponse(Number(status) as Problem))),
      headers: {
        RequestId: { description: "names this request in the log", schema: { type: "string", format: "uuid" } },
        RetryAfter: { description: "seconds to wait", schema: { type: "integer", minimum: 1 } },
      },
      securitySchemes: { [securityName]: securityScheme(routes) },
    },
  };
}

type NameOf = (schema: z.ZodType) => string;

/** Every schema of an answer or a body, as a component named after its operation. */
function componentSchemas(routes: readonly DescribedRoute[]) {
  const registry = z.registry<{ id: string }>();
  registry.add(errorSchema, { id: "Error" });
  for (const { operation } of routes) {
    const name = operation.id.charAt(0).toUpperCase() + operation.id.slice(1);
    registry.add(operation.answer.schema, { id: `${name}Answer` });
    if (operation.body) registry.add(operation.body, { id: `${name}Body` });
  }
  const made = z.toJSONSchema(registry, { uri: (id) => refTo("schemas", id).$ref, io: "input" });
  const schemas = Object.fromEntries(Object.entries(made.schemas).map(([id, schema]) => [id, bare(schema)]));
  const nameOf: NameOf = (schema) => registry.get(schema)?.id ?? "";
  return { schemas, nameOf };
}

/** Without what says which kind of schema it is: the document says so for all of them. */
function bare(schema: object): object {
  const { $schema: _kind, $id: _id, ...rest } = schema as Record<string, unknown>;
  return rest;
}

function operationOf({ anyOf, operation }: DescribedRoute, nameOf: NameOf) {
  const { id, summary, query, body, answer } = operation;
  return {
    operationId: id,
    summary,
    security: anyOf.map((scope) => ({ [securityName]: [scope] })),
    ...(query && { parameters: parametersOf(query) }),
    ...(body && { requestBody: { required: true, content: jsonOf(refTo("schemas", nameOf(body))) } }),
    responses: {
      [answer.status]: {
        description: "it worked",
        headers: { "X-Request-Id": refTo("headers", "RequestId") },
        content: jsonOf(refTo("schemas", nameOf(answer.schema))),
      },
      ...Object.fromEntries(problemsOf(operation).map((one) => [one, refTo("responses", problems[one][0])])),
    },
  };
}

const problemsOf = ({ query, body, mayBeMissing }: Operation): Problem[] => [
  ...((query ?? body) ? ([400] as const) : []),
  401,
  403,
  ...(mayBeMissing ? ([404] as const) : []),
  ...(body ? ([413, 415] as const) : []),
  429,
  503,
];

/** A parameter is described by what it means once it is read: a number, not the text that it is sent as. */
function parametersOf(query: z.ZodObject) {
  return Object.entries(query.shape).map(([name, schema]) => {
    const { description, ...rest } = bare(z.toJSONSchema(schema, { io: "output" })) as { description?: string };
    return { name, in: "query", required: false, ...(description && { description }), schema: rest };
  });
}

function problemResponse(status: Problem): [name: string, response: object] {
  const [name, description] = problems[status];
  const headers = {
    "X-Request-Id": refTo("headers", "RequestId"),
    ...(status >= 429 && { "Retry-After": refTo("headers", "RetryAfter") }),
  };
  return [name, { description, headers, content: jsonOf(refTo("schemas", "Error")) }];
}

function securityScheme(routes: readonly DescribedRoute[]) {
  const scopes = Object.fromEntries(
    routes.flatMap(({ anyOf, operation }) => anyOf.map((scope) => [scope, operation.summary])),
  );
  return { type: "oauth2", flows: { clientCredentials: { tokenUrl: `${config().baseUrl}/oauth/token`, scopes } } };
}
