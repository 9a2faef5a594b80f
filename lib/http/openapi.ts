import * as z from "zod";
import { config } from "@/lib/config";
import type { DescribedRoute, Operation } from "@/lib/http/operation";

/** The schema of every error of `/v2`. */
export const errorSchema = z.object({
  code: z.int().describe("The platform's number if it has one, else the status"),
  message: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

const securityName = "accessToken";
const jsonOf = (schema: object) => ({ "application/json": { schema } });
const refTo = (part: "schemas" | "responses" | "headers", name: string) => ({ $ref: `#/components/${part}/${name}` });

/** Errors any route may return, by status. The last two have `Retry-After`. */
const problems = {
  400: ["BadRequest", "A parameter or the body is invalid; errors names the parts"],
  401: ["Unauthorized", "The access token is missing or not valid"],
  403: ["Forbidden", "The access token has none of the required scopes; WWW-Authenticate names them"],
  404: ["NotFound", "Not found, or belongs to another account"],
  413: ["TooLarge", "The body is too large"],
  415: ["WrongType", "Unsupported content type"],
  429: ["TooMany", "A quota is reached"],
  503: ["Away", "The database is unavailable"],
} as const;

type Problem = keyof typeof problems;

/** The OpenAPI 3.1 document of these routes, generated from their schemas. */
export function openapiDocument(routes: readonly DescribedRoute[]) {
  const { schemas, nameOf } = componentSchemas(routes);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route, nameOf) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Patchbay", version: "2", description: "The API an app can call with its access token" },
    servers: [{ url: config().baseUrl }],
    paths,
    components: {
      schemas,
      responses: Object.fromEntries(Object.keys(problems).map((status) => problemResponse(Number(status) as Problem))),
      headers: {
        RequestId: {
          description: "The ID of this request in the server's log",
          schema: { type: "string", format: "uuid" },
        },
        RetryAfter: { description: "Seconds to wait", schema: { type: "integer", minimum: 1 } },
      },
      securitySchemes: { [securityName]: securityScheme(routes) },
    },
  };
}

type NameOf = (schema: z.ZodType) => string;

/** The schemas of all responses and bodies as components, named after their operation. */
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

/** Removes `$schema` and `$id`: the document declares the dialect for all schemas. */
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
        description: "Success",
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

/** Describes a parameter by its parsed type: a number, not the text that is sent. */
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
