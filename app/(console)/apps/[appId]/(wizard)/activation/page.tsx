import type { Metadata } from "next";
import { loadApp } from "../../load-app";
import { ActivationPanel } from "./activation-panel";

type Props = PageProps<"/apps/[appId]/activation">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { app } = await loadApp((await params).appId);
  return { title: `Activation · ${app.name}` };
}

export default async function ActivationPage({ params }: Props) {
  const { app, condition } = await loadApp((await params).appId);
  return (
    <ActivationPanel
      appId={app.id}
      state={app.state}
      mayEdit={app.mayEdit}
      condition={condition}
      now={new Date()}
      missing={app.missing}
      activatedAt={app.activatedAt}
      activatedByName={app.activatedByName}
      deactivatedAt={app.deactivatedAt}
    />
  );
}
