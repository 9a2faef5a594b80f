import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/page-header";
import { Ready } from "@/components/ready";
import { listAuditedPeopleOfApp } from "@/lib/activity/choices";
import { activityFilter } from "@/lib/activity/filter";
import { listAppActivity } from "@/lib/activity/queries";
import { firstUnfinishedStep } from "@/lib/apps/steps";
import { maySeeAccount } from "@/lib/rights/rules";
import { ActivityExport } from "../../../_activity/activity-export";
import { ActivityFilters } from "../../../_activity/activity-filters";
import { ActivityPages } from "../../../_activity/activity-pages";
import { loadApp } from "../load-app";

type Props = PageProps<"/apps/[appId]/activity">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { app } = await loadApp((await params).appId);
  return { title: `Activity · ${app.name}` };
}

export default async function AppActivityPage({ params, searchParams }: Props) {
  const [{ appId }, search] = await Promise.all([params, searchParams]);
  const { actor, app } = await loadApp(appId);
  const from = typeof search.before === "string" ? search.before : null;
  const filter = { ...activityFilter(search), app: null };
  const activity = (await listAppActivity(actor, app, filter, from)) ?? notFound();
  const path = `/apps/${app.id}/activity`;
  return (
    <Ready>
      <PageHeader
        title={`Activity of ${app.name}`}
        description="Who did what with this app, newest first."
        back={{ href: `/apps/${app.id}/${firstUnfinishedStep(app.steps)}`, label: app.name }}
        actions={<ActivityExport path={path} filter={filter} />}
      />
      <ActivityFilters path={path} filter={filter} people={await listAuditedPeopleOfApp(actor, app.id)} />
      <ActivityPages
        path={path}
        filter={filter}
        from={from}
        isOfOneApp
        mayFollow={maySeeAccount(actor)}
        {...activity}
      />
    </Ready>
  );
}
