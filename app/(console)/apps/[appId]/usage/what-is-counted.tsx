import { PageSection } from "@/components/page-section";

/** Explains what is counted and what isn't. */
export function WhatIsCounted() {
  return (
    <PageSection title="What is counted">
      <ul className="max-w-2xl list-disc space-y-1.5 pl-5 text-ink-soft">
        <li>
          A <strong className="font-medium text-ink">token</strong>: each one issued, including test tokens.
        </li>
        <li>
          A <strong className="font-medium text-ink">call of /v2</strong>, Patchbay’s own API, for the one scope that
          opened it.
        </li>
        <li>
          An <strong className="font-medium text-ink">introspection</strong> of an active token, for every scope the
          token has; a gateway’s check at <code className="font-mono text-sm">/oauth/check</code>, for the scopes it
          names.
        </li>
        <li>
          An API of your own shows up only when it asks in one of these two ways. APIs that verify tokens locally, with
          the published keys, don’t appear.
        </li>
        <li>
          All denied requests are counted; bursts within a minute are listed only in part. Counts are saved within a
          second (scope uses within ten), so a crash can lose that much.
        </li>
      </ul>
    </PageSection>
  );
}
