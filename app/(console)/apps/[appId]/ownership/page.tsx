import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { PageHeader } from "@/components/page-header";
import { Ready } from "@/components/ready";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { findOwnership, listNewOwners, type Ownership } from "@/lib/ownership/queries";
import { requireActor } from "@/lib/web/session";
import { AnswerTransfer } from "./answer-transfer";
import { PendingTransfer } from "./pending-transfer";
import { StartTransfer } from "./start-transfer";
import { TakeOver } from "./take-over";

type Props = PageProps<"/apps/[appId]/ownership">;

/** Works for the person an app is offered to as well, even if they can't see apps otherwise. */
const load = cache(async (appId: string) => {
  const actor = await requireActor();
  return { actor, app: (await findOwnership(actor, appId)) ?? notFound() };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { app } = await load((await params).appId);
  return { title: `Ownership · ${app.name}` };
}

export default async function OwnershipPage({ params }: Props) {
  const { actor, app } = await load((await params).appId);
  const people = app.mayStart ? await listNewOwners(actor, app) : [];
  const mayDoNothing = !app.isOffered && !app.mayStart && !app.mayCancel && !app.mayTakeOver;
  return (
    <Ready>
      <PageHeader
        title={`Ownership of ${app.name}`}
        description="The role of an app’s owner decides which scopes the app may hold."
        back={
          app.maySee
            ? { href: `/apps/${app.id}/activation`, label: app.name }
            : { href: "/apps", label: "Created apps" }
        }
      />
      <div className="max-w-2xl divide-y">
        <Owner app={app} isActor={app.owner.id === actor.userId} />
        {app.transfer && !app.isOffered && (
          <PendingTransfer
            appId={app.id}
            transfer={app.transfer}
            outcome={app.underNewOwner}
            mayCancel={app.mayCancel}
          />
        )}
        {app.transfer && app.isOffered && app.underNewOwner && (
          <AnswerTransfer
            appId={app.id}
            appName={app.name}
            transfer={app.transfer}
            ownerName={app.owner.name}
            outcome={app.underNewOwner}
            isCrowded={app.isCrowded}
          />
        )}
        {app.mayStart && <StartTransfer appId={app.id} people={people} />}
        {app.mayTakeOver && (
          <TakeOver
            appId={app.id}
            appName={app.name}
            ownerName={app.owner.name}
            outcome={app.underActor}
            isCrowded={app.isCrowded}
          />
        )}
        {mayDoNothing && (
          <Alert role="note" className="mt-8">
            Only the app’s owner or an account owner can transfer it.
          </Alert>
        )}
      </div>
    </Ready>
  );
}

function Owner({ app, isActor }: { app: Ownership; isActor: boolean }) {
  const { owner } = app;
  return (
    <section className="pb-8">
      <h2 className="text-lg font-semibold">Owner</h2>
      <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium break-words">{owner.name}</span>
        <span className="text-ink-soft">{isActor ? `you, ${owner.roleName}` : owner.roleName}</span>
        {owner.status === "deactivated" && <Badge tone="warn">Deactivated</Badge>}
      </p>
      {owner.status === "deactivated" && (
        <p className="mt-1 text-ink-soft">
          While its owner is deactivated, this app can’t get access tokens and existing ones don’t work.
        </p>
      )}
    </section>
  );
}
