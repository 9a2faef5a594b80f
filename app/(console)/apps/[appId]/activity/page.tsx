import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/page-header";
import { listAppActivity } from "@/lib/audit/queries";
import { ActivityPages } from "../../../activity-pages";
import { loadApp } from "../load-app";

type Props = PageProps<"/apps/[appId]/activity">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { app } = await loadApp((await params).appId);
  return { title: `Activity · ${app.name}` };
}

export default async function AppActivityPage({ params, searchParams }: Props) {
  const [{ appId }, { before }] = await Promise.all([params, searchParams]);
  const { actor, app } = await loadApp(appId);
  const from = typeof before === "string" ? before : null;
  const activity = (await listAppActivity(actor, app, from)) ?? notFound();
  return (
    <>
      <PageHeader
        title={`Activity of ${app.name}`}
        description="Who did what with this app, newest first."
        back={{ href: `/apps/${app.id}`, label: app.name }}
      />
      <ActivityPages path={`/apps/${app.id}/activity`} from={from} isOfOneApp {...activity} />
    </>
  );
}
