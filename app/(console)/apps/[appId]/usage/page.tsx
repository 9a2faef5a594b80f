import { Activity } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { Ready } from "@/components/ready";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { findUsage, listRefusals } from "@/lib/usage/queries";
import { type Span, spanOf } from "@/lib/usage/rules";
import { requireActor } from "@/lib/web/session";
import { CredentialUses } from "./credential-uses";
import { RefusalList } from "./refusal-list";
import { ScopeUses } from "./scope-uses";
import { UsageChart } from "./usage-chart";
import { WhatIsCounted } from "./what-is-counted";

type Props = PageProps<"/apps/[appId]/usage">;

const load = cache(async (appId: string, span: Span) => {
  const actor = await requireActor();
  return { actor, usage: (await findUsage(actor, appId, span)) ?? notFound() };
});

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [{ appId }, search] = await Promise.all([params, searchParams]);
  const { usage } = await load(appId, spanOf(search.span));
  return { title: `Tokens and calls · ${usage.name}` };
}

export default async function UsagePage({ params, searchParams }: Props) {
  const [{ appId }, search] = await Promise.all([params, searchParams]);
  const span = spanOf(search.span);
  const { actor, usage } = await load(appId, span);
  const from = typeof search.before === "string" ? search.before : null;
  const refusals = (await listRefusals(actor, usage, from)) ?? notFound();
  const isQuiet = Object.values(usage.total).every((count) => count === 0);
  const isEmpty = isQuiet && !usage.lastTokenAt && !usage.wasRefused;
  const now = new Date().toISOString();
  return (
    <Ready>
      <PageHeader
        title={`Tokens and calls of ${usage.name}`}
        description="Tokens issued, API calls and denied requests."
        back={
          usage.removedAt
            ? { href: "/apps?removed=true", label: "Removed apps" }
            : { href: `/apps/${usage.id}/activation`, label: usage.name }
        }
      />
      {usage.removedAt && (
        <Alert role="note" className="mb-6">
          The app is removed. This data is deleted when the app is purged.
        </Alert>
      )}
      {isEmpty ? (
        <NothingYet appId={usage.id} isRemoved={usage.removedAt !== null} />
      ) : (
        <UsageChart
          appId={usage.id}
          span={span}
          hours={usage.hours}
          total={usage.total}
          lastTokenAt={usage.lastTokenAt}
          now={now}
        />
      )}
      <div className="mt-10 divide-y">
        {!isEmpty && <RefusalList appId={usage.id} span={span} from={from} {...refusals} />}
        <ScopeUses {...usage} showAll={search.scopes === "all"} span={span} now={now} />
        <CredentialUses
          appId={usage.id}
          credentials={usage.credentials}
          isRemoved={usage.removedAt !== null}
          now={now}
        />
        <WhatIsCounted />
      </div>
    </Ready>
  );
}

function NothingYet({ appId, isRemoved }: { appId: string; isRemoved: boolean }) {
  return (
    <EmptyState
      icon={<Activity />}
      title="No token yet"
      action={
        !isRemoved && (
          <Button asChild>
            <Link href={`/apps/${appId}/credentials`}>Get the first token</Link>
          </Button>
        )
      }
    >
      Once a backend requests a token with this app’s credentials, you’ll see tokens and calls per hour here, and every
      denied request with its reason.
    </EmptyState>
  );
}
