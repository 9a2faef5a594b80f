import type * as z from "zod";

/**
 * What a route of `/v2` accepts and returns, by the same schemas that validate its requests and responses. The OpenAPI
 * document is generated from them.
 */
export type Operation = {
  /** The operation's identifier: generated clients name their function after it. */
  id: string;
  /** One line, for people. */
  summary: string;
  /** The query parameters, all optional. */
  query?: z.ZodObject;
  body?: z.ZodType;
  answer: { status: 200 | 202; schema: z.ZodType };
  /** The route may return 404. */
  mayBeMissing?: true;
};

/** A route of `/v2`, callable with a token that has any one of the scopes. */
export type DescribedRoute = {
  method: "GET" | "POST";
  path: string;
  anyOf: readonly string[];
  operation: Operation;
};
