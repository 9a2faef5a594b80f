import { describe, expect, it } from "vitest";
import { openapiDocument } from "@/lib/http/openapi";
import { machineRoutes } from "@/lib/http/routes";

// The rules of OpenAPI 3.1 and JSON Schema 2020-12 that programs reading the document rely on.

type Json = Record<string, unknown>;
type Operation = { operationId: string; security: Json[]; parameters?: Json[]; responses: Record<string, Json> };

const document = JSON.parse(
  JSON.stringify(openapiDocument(machineRoutes.filter((route) => route.caller === "token"))),
) as Json & { paths: Record<string, Record<string, Operation>>; components: Record<string, Record<string, Json>> };

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
);

/** Every object in the document. */
function objectsIn(value: unknown): Json[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? below : [value as Json, ...below];
}

/** Resolves a reference of this document. */
const target = (ref: string): unknown =>
  ref
    .slice(2)
    .split("/")
    .reduce<unknown>((at, name) => (at as Json | undefined)?.[name], document);

describe("the OpenAPI document", () => {
  it("has every route of /v2 that requires a token, and no other", () => {
    const routes = machineRoutes.filter(({ path, caller }) => path.startsWith("/v2/") && caller !== "anyone");
    expect(operations.map(([name]) => name).sort()).toEqual(routes.map((one) => `${one.method} ${one.path}`).sort());
  });

  it("has no dangling references", () => {
    const refs = objectsIn(document).flatMap(({ $ref }) => (typeof $ref === "string" ? [$ref] : []));
    expect(refs.length).toBeGreaterThan(10);
    expect(refs.filter((ref) => !ref.startsWith("#/components/") || target(ref) === undefined)).toEqual([]);
  });

  it("is version 3.1 and names the server", () => {
    expect(document).toMatchObject({
      openapi: "3.1.0",
      info: { title: "Patchbay", version: "2" },
      servers: [{ url: "http://localhost:3000" }],
    });
  });

  it("gives every operation a unique id", () => {
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]\w+$/i.test(id))).toEqual([]);
  });

  it("has consistent schemas", () => {
    Object.values(document.components.schemas ?? {})
      .flatMap(objectsIn)
      .forEach(expectToBeConsistent);
  });
});

function expectToBeConsistent(schema: Json): void {
  const { type, required = [], properties = {}, enum: values } = schema;
  const kinds = ["object", "array", "string", "number", "integer", "boolean", "null"];
  if (typeof type === "string") expect(kinds).toContain(type);
  if (Array.isArray(values)) expect(values.length).toBeGreaterThan(0);
  if (type === "object") expect(Object.keys(properties as Json)).toEqual(expect.arrayContaining(required as string[]));
  if (type === "array") expect(schema).toHaveProperty("items");
  expect(schema).not.toHaveProperty("$id");
}

describe.each(operations)("%s", (_name, { security, parameters = [], responses }) => {
  it("lists the scopes, one of which it requires", () => {
    expect(security.length).toBeGreaterThan(0);
    const scopes = security.flatMap((one) => one.accessToken as string[]);
    expect(
      Object.keys(target("#/components/securitySchemes/accessToken/flows/clientCredentials/scopes") as Json),
    ).toEqual(expect.arrayContaining(scopes));
  });

  it("lists its responses, for success and errors", () => {
    const statuses = Object.keys(responses);
    expect(statuses.filter((status) => status.startsWith("2"))).toHaveLength(1);
    expect(statuses).toEqual(expect.arrayContaining(["401", "403", "429", "503"]));
    for (const response of Object.values(responses)) {
      const resolved = (typeof response.$ref === "string" ? target(response.$ref) : response) as Json;
      expect(resolved).toMatchObject({
        description: expect.any(String),
        headers: { "X-Request-Id": expect.any(Object) },
        content: { "application/json": { schema: { $ref: expect.any(String) } } },
      });
    }
  });

  it("lists parameters with a schema", () => {
    for (const one of parameters) {
      expect(one).toMatchObject({ name: expect.any(String), in: "query", schema: { type: expect.any(String) } });
    }
    if (parameters.length > 0) expect(responses).toHaveProperty("400");
  });
});
