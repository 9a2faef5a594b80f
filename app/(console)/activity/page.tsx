import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Ready } from "@/components/ready";
import { listAuditedPeople } from "@/lib/audit/choices";
import { activityFilter } from "@/lib/audit/filter";
import { listActivity } from "@/lib/audit/queries";
import { requireActor } from "@/lib/auth/session";
import { ActivityExport } from "../activity-export";
import { ActivityFilters } from "../activity-filters";
import { ActivityPages } from "../activity-pages";
import { MissingPrivilege } from "../missing-privilege";
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
