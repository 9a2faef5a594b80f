"use client";

import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { KeptValidation } from "@/lib/subscriptions/validation-rules";
import { useSaveNow } from "../_saving/use-save-now";
import { validateEndpointAction } from "./actions";
import type { EndpointFields } from "./endpoint-fields";
import { showAtFields } from "./show-at-fields";

type Editor = {
  appId: string;
  subscriptionId: string | null;
  form: UseFormReturn<EndpointFields>;
  /** Endpoint URLs that the server remembers as validated. */
  validatedUrls: string[];
};

/** Validates the endpoint that an editor's form holds, saved or not; what is known of it holds for that URL alone. */
export function useValidation({ appId, subscriptionId, form, validatedUrls }: Editor) {
  const { change } = useSaveNow();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [last, setLast] = useState<{ url: string; validation: KeptValidation } | null>(null);
  const url = form.watch("url").trim();
  const isOfUrl = last?.url === url;

  async function validate() {
    setProblem(undefined);
    form.clearErrors("authorization");
    if (!(await form.trigger("url", { shouldFocus: true }))) return;
    setPending(true);
    const { authorization } = form.getValues();
    const asked = { appId, url, authorization, ...(subscriptionId === null ? {} : { subscriptionId }) };
    const result = await change(() => validateEndpointAction(asked));
    setPending(false);
    setLast(result.ok ? { url, validation: result.value } : null);
    if (!result.ok) setProblem(showAtFields(form, result));
  }

  return {
    validate,
    pending,
    problem,
    /** Null while there is nothing to validate. */
    isValid: url === "" ? null : isOfUrl ? last.validation.valid : validatedUrls.includes(url),
    validation: isOfUrl ? last.validation : null,
  };
}
