"use client";

import { CopyButton } from "@/components/copy-button";
import { curlOf, notKept, type SentRequest } from "@/lib/deliveries/curl";

/** Copies a curl command that repeats the request. */
export function CopyCurl({ attempt, ...request }: SentRequest & { attempt: number }) {
  const isSecretMissing = Object.values(request.headers).includes(notKept);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="text-sm text-ink-faint">Copy as curl{isSecretMissing && " (authorization as a variable)"}</span>
      <CopyButton
        text={curlOf(request)}
        label={`Copy curl of attempt ${attempt}`}
        about="Its signatures were made then: a receiver that checks their age will reject them after a while."
        size="sm"
      />
    </div>
  );
}
