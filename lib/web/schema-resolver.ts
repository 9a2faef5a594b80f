import type { FieldValues, Resolver } from "react-hook-form";
import type * as z from "zod";

/**
 * A form's check by the schema that the server reads it with, fetched when the form first needs it: zod weighs more than
 * most pages. A schema that cannot be fetched refuses nothing - the server checks by the same one, and answers by field.
 */
export function schemaResolver<Values extends FieldValues>(
  load: () => Promise<z.ZodType<Values, Values>>,
): Resolver<Values> {
  return async (values, context, options) => {
    const fetched = await Promise.all([load(), import("@hookform/resolvers/zod")]).catch(() => null);
    if (!fetched) return { values, errors: {} };
    const [schema, { zodResolver }] = fetched;
    return zodResolver(schema)(values, context, options);
  };
}
