import type * as z from "zod";
import type { MachineContext } from "@/lib/http/answer";
import { type FieldError, validationFailed } from "@/lib/http/errors";

/**
 * The parameters of an address, read by their schema. What has no value counts as left out, what the schema does not
 * know is nobody's concern.
 * @throws ApiError 400, code 300: a value that its schema refuses, a parameter sent twice
 */
export function readQuery<Schema extends z.ZodObject>(c: MachineContext, schema: Schema): z.output<Schema> {
  const given = new URL(c.req.url).searchParams;
  const twice = Object.keys(schema.shape).filter((name) => given.getAll(name).length > 1);
  if (twice.length > 0) throw validationFailed(twice.map((field) => ({ field, message: "Send it only once." })));
  const parsed = schema.safeParse(Object.fromEntries([...given].filter(([, value]) => value !== "")));
  if (parsed.success) return parsed.data;
  throw validationFailed(fieldErrors(parsed.error));
}

/** One error per part that is at fault, named by its path: `events.3.payload`. */
export const fieldErrors = ({ issues }: z.ZodError): FieldError[] =>
  issues.map(({ path, message }) => ({ field: path.join("."), message }));
