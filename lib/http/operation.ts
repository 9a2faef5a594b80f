import type * as z from "zod";

/**
 * What a route of `/v2` takes and gives: the very schemas that it reads its request by and that its answers keep to.
 * The OpenAPI document is made of them.
 */
export type Operation = {
  /** One word for programs, made from it by generators of clients. */
  id: string;
  /** One line for people. */
  summary: string;
  /** The parameters of the address, each optional; read by {@link readQuery}. */
  query?: z.ZodObject;
  /** What the JSON of the body must be. */
  body?: z.ZodType;
  /** What the answer of a request that worked is. */
  answer: { status: 200 | 202; schema: z.ZodType };
  /** That what was asked for may not be there. */
  mayBeMissing?: true;
};
