import type { Metadata } from "next";
import { informationOf } from "@/lib/apps/information-fields";
import { loadApp } from "../../load-app";
import { InformationForm } from "./information-form";

type Props = PageProps<"/apps/[appId]/information">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { app } = await loadApp((await params).appId);
  return { title: `Information · ${app.name}` };
}

export default async function InformationPage({ params }: Props) {
  const { app } = await loadApp((await params).appId);
  return <InformationForm key={app.id} appId={app.id} mayEdit={app.mayEdit} saved={informationOf(app)} />;
}
