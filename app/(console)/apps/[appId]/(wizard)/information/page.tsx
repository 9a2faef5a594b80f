import type { Metadata } from "next";
import { loadApp } from "../../load-app";
import { InformationForm } from "./information-form";

type Props = PageProps<"/apps/[appId]/information">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { app } = await loadApp((await params).appId);
  return { title: `Information · ${app.name}` };
}

export default async function InformationPage({ params }: Props) {
  const { app } = await loadApp((await params).appId);
  const { id, name, shortDescription, companyName, contactName, contactEmail } = app;
  return (
    <InformationForm
      key={id}
      appId={id}
      mayEdit={app.mayEdit}
      saved={{ name, shortDescription, companyName, contactName, contactEmail }}
    />
  );
}
