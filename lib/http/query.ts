import type * as z from "zod";
import type { MachineContext } from "@/lib/http/answer";
import { type FieldError, validationFailed } from "@/lib/http/errors";

/**
 * Parses the query string by its schema. Parameters without a value count as omitted; unknown ones are ignored.
 * @throws ApiError 400, code 300: an invalid value, or a parameter sent twice
 */
export function readQuery<Schema extends z.ZodObject>(c: MachineContext, schema: Schema): z.output<Schema> {
  const given = new URL(c.req.url).searchParams;
  const twice = Object.keys(schema.shape).filter((name) => given.getAll(name).length > 1);
  if (twice.length > 0) throw validationFailed(twice.map((field) => ({ field, message: "Send it only once." })));
  const parsed = schema.safeParse(Object.fromEntries([...given].filter(([, value]) => value !== "")));
  if (parsed.success) return parsed.data;
  throw validationFailed(fieldErrors(parsed.error));
}

/** One error per invalid part, named by its path: `events.3.payload`. */
export const fieldErrors = ({ issues }: z.ZodError): FieldError[] =>
  issues.map(({ path, message }) => ({ field: path.join("."), message }));
