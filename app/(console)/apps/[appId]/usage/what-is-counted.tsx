import { PageSection } from "@/components/page-section";

/** What these numbers can tell and what they cannot. */
export function WhatIsCounted() {
  return (
    <PageSection title="What is counted">
      <ul className="max-w-2xl list-disc space-y-1.5 pl-5 text-ink-soft">
        <li>
          A <strong className="font-medium text-ink">token</strong> when it is given out, test tokens too.
        </li>
        <li>
          A <strong className="font-medium text-ink">call of /v2</strong>, Patchbay’s own API, for the one scope that
          opened it.
        </li>
        <li>
          An <strong className="font-medium text-ink">introspection</strong> of a living token, for every scope the
          token carries; a question of a gateway at <code className="font-mono text-sm">/oauth/check</code>, for the
          scopes it names.
        </li>
        <li>
          An API of your own shows up only when it asks in one of these two ways. One that verifies tokens by itself,
          with the published keys, is never seen.
        </li>
        <li>
          Of many refusals within a minute not every one is listed, but all are counted. What a server has counted it
          writes within a second, uses of scopes within ten; one that is killed loses that much.
        </li>
      </ul>
    </PageSection>
  );
}
