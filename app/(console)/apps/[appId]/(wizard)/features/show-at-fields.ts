import type { FieldPath, UseFormReturn } from "react-hook-form";
import type { RefusalItem } from "@/lib/refusal";
import type { EndpointFields } from "./endpoint-fields";

type Refused = { message: string; items: RefusalItem[] };

const isField = (name: string | undefined): name is FieldPath<EndpointFields> =>
  name !== undefined && (["name", "url"].includes(name) || name.startsWith("authorization."));

/** Shows a refusal's items at the fields they name; returns the rest as a sentence, undefined if there is none. */
export function showAtFields(form: UseFormReturn<EndpointFields>, { message, items }: Refused): string | undefined {
  const elsewhere = items.filter(({ field }) => !isField(field));
  for (const { field, message: why } of items) {
    if (isField(field)) form.setError(field, { message: why }, { shouldFocus: true });
  }
  if (elsewhere.length === 0 && items.length > 0) return undefined;
  return elsewhere.map((item) => (item.field ? `${item.field}: ${item.message}` : item.message)).join(" ") || message;
}
