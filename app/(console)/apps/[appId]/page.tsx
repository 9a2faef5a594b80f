import { redirect } from "next/navigation";
import { firstUnfinishedStep } from "@/lib/apps/steps";
import { loadApp } from "./load-app";

export default async function AppPage({ params }: PageProps<"/apps/[appId]">) {
  const { appId } = await params;
  const { app } = await loadApp(appId);
  redirect(`/apps/${appId}/${firstUnfinishedStep(app.steps)}`);
}
