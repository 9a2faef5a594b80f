"use client";

import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { isSameUrl } from "@/lib/apps/url-rules";
import type { KeptValidation } from "@/lib/subscriptions/validation-rules";
import { useChange } from "../_saving/use-change";
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

/** Validates the endpoint URL in an editor's form, saved or not. A result applies to that exact URL only. */
export function useValidation({ appId, subscriptionId, form, validatedUrls }: Editor) {
  const [problem, setProblem] = useState<string>();
  const [last, setLast] = useState<{ url: string; validation: KeptValidation } | null>(null);
  const act = useChange(validateEndpointAction, {
    onDone: (validation, asked) => setLast({ url: asked.url, validation }),
    onRefused: (refused) => {
      setLast(null);
      setProblem(showAtFields(form, refused));
    },
  });
  const url = form.watch("url").trim();
  const isOfUrl = last !== null && isSameUrl(last.url, url);

  async function validate() {
    setProblem(undefined);
    form.clearErrors("authorization");
    if (!(await form.trigger("url", { shouldFocus: true }))) return;
    const { authorization } = form.getValues();
    await act.run({ appId, url, authorization, ...(subscriptionId === null ? {} : { subscriptionId }) });
  }

  return {
    validate,
    pending: act.pending,
    problem,
    /** null while the URL is empty. */
    isValid: url === "" ? null : isOfUrl ? last.validation.valid : validatedUrls.some((one) => isSameUrl(one, url)),
    validation: isOfUrl ? last.validation : null,
  };
}
