import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { listActivity } from "@/lib/audit/queries";
import { requireActor } from "@/lib/auth/session";
import { ActivityPages } from "../activity-pages";
import { MissingPrivilege } from "../missing-privilege";

export const metadata: Metadata = { title: "Activity" };

export default async function ActivityPage({ searchParams }: PageProps<"/activity">) {
  const [actor, { before }] = await Promise.all([requireActor(), searchParams]);
  const from = typeof before === "string" ? before : null;
  const activity = await listActivity(actor, from);
  if (!activity) {
    return (
      <>
        <PageHeader title="Activity" />
        <MissingPrivilege actor={actor} privilege="Account: View" to="see what was done in this account" />
      </>
    );
  }
  return (
    <>
      <PageHeader title="Activity" description="Who did what, newest first. Nothing here can be changed or deleted." />
      <ActivityPages path="/activity" from={from} {...activity} />
    </>
  );
}
