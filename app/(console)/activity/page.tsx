import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Ready } from "@/components/ready";
import { listAuditedPeople } from "@/lib/activity/choices";
import { activityFilter } from "@/lib/activity/filter";
import { listActivity } from "@/lib/activity/queries";
import { requireActor } from "@/lib/web/session";
import { ActivityExport } from "../_activity/activity-export";
import { ActivityFilters } from "../_activity/activity-filters";
import { ActivityPages } from "../_activity/activity-pages";
import { MissingPrivilege } from "../_rights/missing-privilege";
import { AppChoice } from "./app-choice";

export const metadata: Metadata = { title: "Activity" };

const path = "/activity";

export default async function ActivityPage({ searchParams }: PageProps<"/activity">) {
  const [actor, params] = await Promise.all([requireActor(), searchParams]);
  const from = typeof params.before === "string" ? params.before : null;
  const filter = activityFilter(params);
  const activity = await listActivity(actor, filter, from);
  if (!activity) {
    return (
      <>
        <PageHeader title="Activity" />
        <MissingPrivilege actor={actor} privilege="Account: View" to="see what was done in this account" />
      </>
    );
  }
  const { apps, ...page } = activity;
  return (
    <Ready>
      <PageHeader
        title="Activity"
        description="Who did what, newest first. Nothing here can be changed or deleted."
        actions={<ActivityExport path={path} filter={filter} />}
      />
      <ActivityFilters path={path} filter={filter} people={await listAuditedPeople(actor)} withApp />
      {apps && <AppChoice filter={filter} apps={apps} />}
      {(apps === null || apps.length === 1) && (
        <ActivityPages path={path} filter={filter} from={from} mayFollow {...page} />
      )}
    </Ready>
  );
}
