import type * as z from "zod";

/**
 * What a route of `/v2` takes and gives: the very schemas that it reads its request by and that its answers keep to.
 * The OpenAPI document is made of them.
 */
export type Operation = {
  /** One word for programs: generated clients name their function after it. */
  id: string;
  /** One line for people. */
  summary: string;
  /** The parameters of the address, none of them required. */
  query?: z.ZodObject;
  /** What the JSON of the body must be. */
  body?: z.ZodType;
  /** What a request that worked is answered with. */
  answer: { status: 200 | 202; schema: z.ZodType };
  /** What was asked for may not be there. */
  mayBeMissing?: true;
};

/** A route of `/v2` as it describes itself: callable with a token that carries any one of the scopes. */
export type DescribedRoute = {
  method: "GET" | "POST";
  path: string;
  anyOf: readonly string[];
  operation: Operation;
};
