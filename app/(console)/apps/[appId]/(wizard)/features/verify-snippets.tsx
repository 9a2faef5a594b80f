"use client";

import { useId, useState } from "react";
import { CodeTabs } from "@/components/code-tabs";
import { Select } from "@/components/ui/select";
import { type SignatureFamily, verifySnippets } from "./verify-code";

/** Sample receivers with the app's secret token, once revealed: they verify signatures and answer the challenge. */
export function VerifySnippets({ secretToken }: { secretToken: string | null }) {
  const id = useId();
  const [family, setFamily] = useState<SignatureFamily>("platform");
  return (
    <section aria-labelledby={`${id}-title`} className="space-y-3">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 grow basis-72">
          <h3 id={`${id}-title`} className="font-semibold">
            A receiver to start from
          </h3>
          <p className="mt-0.5 text-ink-soft">
            It checks the signature and answers the challenge.{" "}
            {secretToken === null ? "Reveal the secret token to fill it in." : "The secret token is filled in."}
          </p>
        </div>
        <div className="basis-56 max-sm:grow">
          <label htmlFor={id} className="mb-1 block text-xs text-ink-soft">
            Signature
          </label>
          <Select id={id} value={family} onChange={(event) => setFamily(event.target.value as SignatureFamily)}>
            <option value="platform">x-zm-signature</option>
            <option value="standard">Standard Webhooks</option>
          </Select>
        </div>
      </div>
      <CodeTabs tabs={verifySnippets(family, secretToken)} />
    </section>
  );
}
