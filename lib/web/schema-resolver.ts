import type { FieldValues, Resolver } from "react-hook-form";
import type * as z from "zod";

/**
 * Validates a form with the schema the server uses, loaded when the form first needs it, because zod is larger than
 * most pages. If the schema can't be loaded, nothing is refused: the server validates with the same one and answers per
 * field.
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
