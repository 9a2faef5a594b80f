import { AppIcon } from "@/components/app-icon";
import { Ready } from "@/components/ready";
import { StatusBadge } from "@/components/status-badge";
import { Alert } from "@/components/ui/alert";
import { Link } from "@/components/ui/link";
import { Tag } from "@/components/ui/tag";
import { ConditionRegion } from "../../_condition/condition-region";
import { loadApp } from "../load-app";
import { AppName } from "./_name/app-name";
import { AppNotices } from "./_notices/app-notices";
import { LostScopes } from "./_notices/lost-scopes";
import { FocusField } from "./_saving/focus-field";
import { SavingProvider } from "./_saving/saving";
import { WizardFooter } from "./_steps/wizard-footer";
import { WizardSteps } from "./_steps/wizard-steps";

export default async function WizardLayout({ children, params }: LayoutProps<"/apps/[appId]">) {
  const { appId } = await params;
  const { app, actor, condition } = await loadApp(appId);
  return (
    <SavingProvider>
      <Ready>
        <header className="flex flex-wrap items-start gap-4">
          <AppIcon name={app.name} seed={app.id} size="lg" />
          <div className="min-w-0 grow basis-0">
            <AppName appId={app.id} name={app.name} mayEdit={app.mayEdit} />
            <div className="mt-1.5 flex flex-wrap items-center gap-2">
              <StatusBadge state={app.state} />
              <Tag>Server-to-server OAuth</Tag>
              <Tag>Account-level app</Tag>
            </div>
            <ConditionRegion appId={app.id} condition={condition} now={new Date()} mayEdit={app.mayEdit} />
          </div>
          <nav
            aria-label="More of this app"
            className="mt-1.5 flex shrink-0 flex-wrap gap-x-4 gap-y-1 text-sm text-ink-soft max-sm:mt-0 max-sm:basis-full"
          >
            <Link href={`/apps/${app.id}/deliveries`} className="hover:text-ink">
              Deliveries
            </Link>
            <Link href={`/apps/${app.id}/ownership`} className="hover:text-ink">
              Ownership
            </Link>
            <Link href={`/apps/${app.id}/usage`} className="hover:text-ink">
              Tokens and calls
            </Link>
            <Link href={`/apps/${app.id}/activity`} className="hover:text-ink">
              Activity
            </Link>
          </nav>
        </header>
        <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-6 rail:grid-cols-[11rem_minmax(0,1fr)]">
          <WizardSteps appId={app.id} statuses={app.steps} />
          <div className="min-w-0 max-w-3xl">
            {!app.mayEdit && (
              <Alert role="note" className="mb-6" title="View only">
                To edit this app you need S2S apps: Edit and must be its owner ({app.owner.name}) or an account admin.
              </Alert>
            )}
            <LostScopes
              appId={app.id}
              losses={app.losses}
              restorable={app.restorable}
              isActivated={app.state === "activated"}
              mayEdit={app.mayEdit}
            />
            <AppNotices appId={app.id} notices={app.notices} mayEdit={app.mayEdit} />
            {app.offer?.toId === actor.userId && <OfferNotice appId={app.id} />}
            {children}
            <WizardFooter appId={app.id} />
          </div>
        </div>
        <FocusField />
      </Ready>
    </SavingProvider>
  );
}

function OfferNotice({ appId }: { appId: string }) {
  return (
    <Alert tone="accent" role="note" className="mb-6">
      This app is offered to you:{" "}
      <Link href={`/apps/${appId}/ownership`} className="link">
        accept or decline
      </Link>
      .
    </Alert>
  );
}
