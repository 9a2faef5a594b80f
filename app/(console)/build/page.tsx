import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Ready } from "@/components/ready";
import { mayCreateApps } from "@/lib/rights/rules";
import { requireActor } from "@/lib/web/session";
import { MissingPrivilege } from "../_rights/missing-privilege";
import { ChooseType } from "./choose-type";

export const metadata: Metadata = { title: "Build an App" };

export default async function BuildPage() {
  const actor = await requireActor();
  if (!mayCreateApps(actor)) return <MissingPrivilege actor={actor} privilege="S2S apps: Edit" to="build apps" />;
  return (
    <Ready>
      <PageHeader
        title="Build an App"
        description="Choose an app type. You can change everything except the type later."
      />
      <ChooseType />
    </Ready>
  );
}
