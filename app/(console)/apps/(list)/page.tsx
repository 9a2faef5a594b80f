import { Trash2 } from "lucide-react";
import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Ready } from "@/components/ready";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { restorableDays } from "@/lib/apps/removal";
import type { Actor } from "@/lib/auth/actor";
import { listApps } from "@/lib/condition/list";
import { type AppListQuery, appListQuery, isFiltered } from "@/lib/condition/list-query";
import { findAppOwner } from "@/lib/condition/owners";
import { mayCreateApps, maySeeApps } from "@/lib/rights/rules";
import { requireActor } from "@/lib/web/session";
import { MissingPrivilege } from "../../_rights/missing-privilege";
import { AppFilters } from "./app-filters";
import { AppPages } from "./app-pages";
import { AppTable } from "./app-table";
import { NoAppsYet, NothingFound, NothingRemoved } from "./empty-lists";
import { IncomingTransfers } from "./incoming-transfers";
import { listAddress } from "./list-address";
import { RemovedTable } from "./removed-table";

export const metadata: Metadata = { title: "Created apps" };

const listId = "app-list";

export default async function CreatedAppsPage({ searchParams }: PageProps<"/apps">) {
  const actor = await requireActor();
  if (!maySeeApps(actor)) {
    return (
      <>
        <PageHeader title="Created apps" />
        <IncomingTransfers actor={actor} />
        <MissingPrivilege actor={actor} privilege="S2S apps: View" to="see apps" />
      </>
    );
  }
  const query = appListQuery(await searchParams);
  return (
    <Ready>
      {query.removed ? <RemovedHeader /> : <CreatedHeader />}
      {!query.removed && <IncomingTransfers actor={actor} />}
      <AppList actor={actor} query={query} />
    </Ready>
  );
}

function CreatedHeader() {
  return (
    <PageHeader
      title="Created apps"
      description="The server-to-server OAuth apps of your account."
      actions={
        <Button asChild variant="ghost" className="-mx-3.5">
          <Link href={listAddress({ removed: true })}>
            <Trash2 aria-hidden />
            Removed
          </Link>
        </Button>
      }
    />
  );
}

const RemovedHeader = () => (
  <PageHeader
    title="Removed apps"
    description={`Removed apps can be restored for ${restorableDays} days, then they are purged. A restored app stays deactivated until someone activates it.`}
    back={{ href: listAddress({}), label: "Created apps" }}
  />
);

async function AppList({ actor, query }: { actor: Actor; query: AppListQuery }) {
  const [{ apps, total, more, next, previous }, owner] = await Promise.all([
    listApps(actor, query),
    query.owner ? findAppOwner(actor, query.owner) : null,
  ]);
  const empty = apps.length === 0;
  return (
    <section id={listId} tabIndex={-1} aria-label={query.removed ? "Removed" : "Apps"} className="outline-none">
      {(!empty || isFiltered(query)) && <AppFilters query={query} owner={owner} total={total} more={more} />}
      {!empty && (query.removed ? <RemovedTable apps={apps} focusAfterId={listId} /> : <AppTable apps={apps} />)}
      {empty && <Empty query={query} mayCreate={mayCreateApps(actor)} />}
      <AppPages query={query} next={next} previous={previous} />
    </section>
  );
}

function Empty({ query, mayCreate }: { query: AppListQuery; mayCreate: boolean }) {
  if (isFiltered(query)) return <NothingFound removed={query.removed} />;
  return query.removed ? <NothingRemoved /> : <NoAppsYet mayCreate={mayCreate} />;
}
