import type { Metadata } from "next";
import { config } from "@/lib/config";
import { loadApp } from "../../load-app";
import { ChosenScopes } from "./chosen-scopes";
import { Enforcement } from "./enforcement";
import { eventsOf, heldScopes } from "./held-scopes";

type Props = PageProps<"/apps/[appId]/scopes">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { app } = await loadApp((await params).appId);
  return { title: `Scopes · ${app.name}` };
}

export default async function ScopesPage({ params }: Props) {
  const { app } = await loadApp((await params).appId);
  const events = eventsOf(app.subscriptions);
  return (
    <div className="max-w-3xl space-y-8">
      <ChosenScopes appId={app.id} mayEdit={app.mayEdit} scopes={heldScopes(app.scopes, events)} events={events} />
      <Enforcement baseUrl={config().baseUrl} />
    </div>
  );
}
