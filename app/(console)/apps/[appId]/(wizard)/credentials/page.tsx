import type { Metadata } from "next";
import { config } from "@/lib/config";
import { loadApp } from "../../load-app";
import { CredentialsPanel } from "./credentials-panel";
import { listedKey } from "./listed-key";

type Props = PageProps<"/apps/[appId]/credentials">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { app } = await loadApp((await params).appId);
  return { title: `App credentials · ${app.name}` };
}

export default async function CredentialsPage({ params }: Props) {
  const { app } = await loadApp((await params).appId);
  return (
    <CredentialsPanel
      appId={app.id}
      accountId={app.accountId}
      clientId={app.clientId}
      baseUrl={config().baseUrl}
      mayEdit={app.mayEdit}
      activated={app.state === "activated"}
      secrets={app.secrets}
      secretsAllowed={app.secretsAllowed}
      keys={app.keys.map(listedKey)}
      now={new Date().toISOString()}
    />
  );
}
