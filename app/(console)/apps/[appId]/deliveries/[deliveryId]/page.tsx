import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { PageHeader } from "@/components/page-header";
import { Ready } from "@/components/ready";
import { RelativeTime } from "@/components/relative-time";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { type DeliveryDetail, findDelivery } from "@/lib/deliveries/queries";
import { requireActor } from "@/lib/web/session";
import { deliveriesPath } from "../deliveries-address";
import { NextAttempt } from "../next-attempt";
import { ResendButton } from "../resend-button";
import { DeliveryStateBadge } from "../state-badge";
import { Attempts } from "./attempts";
import { DeliveryBody } from "./delivery-body";
import { FollowDelivery } from "./follow-delivery";

type Props = PageProps<"/apps/[appId]/deliveries/[deliveryId]">;

const load = cache(async (appId: string, deliveryId: string) => {
  const actor = await requireActor();
  return (await findDelivery(actor, appId, deliveryId)) ?? notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { appId, deliveryId } = await params;
  const { delivery } = await load(appId, deliveryId);
  return { title: `${delivery.event} · Delivery` };
}

export default async function DeliveryPage({ params }: Props) {
  const { appId, deliveryId } = await params;
  const detail = await load(appId, deliveryId);
  const { delivery, body, mayEdit, now } = detail;
  return (
    // This wrapper marks the top of the page, to scroll to when coming from further down a list.
    <div>
      <Ready>
        <PageHeader
          title={delivery.event}
          back={{ href: deliveriesPath(appId), label: "Deliveries" }}
          actions={mayEdit && <ResendButton appId={appId} delivery={delivery} size="md" />}
          description={<Summary {...detail} />}
        />
        <FollowDelivery appId={appId} delivery={delivery} now={now} />
        <div className="max-w-4xl space-y-8">
          {body === null ? <NoBody mayEdit={mayEdit} /> : <DeliveryBody body={body} />}
          <Attempts detail={detail} />
        </div>
      </Ready>
    </div>
  );
}

function Summary({ delivery, reportId, now }: DeliveryDetail) {
  const { id, endpoint, state, isTest, createdAt } = delivery;
  const facts: [string, string][] = [
    ["Delivery", id],
    ["Event", reportId],
  ];
  return (
    <div className="mt-2 space-y-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <DeliveryStateBadge state={state} />
        {isTest && <Badge>Test</Badge>}
        <span className="break-all">
          to {endpoint.title}
          {endpoint.isRemoved && " (removed)"}
        </span>
        <span>
          created <RelativeTime at={createdAt} now={now} />
        </span>
        <span>
          <NextAttempt delivery={delivery} now={now} />
        </span>
      </p>
      <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="flex gap-2">
            <dt>{name}</dt>
            <dd className="font-mono break-all text-ink">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const NoBody = ({ mayEdit }: { mayEdit: boolean }) => (
  <Alert role="note">
    {mayEdit
      ? "The event’s body is no longer stored."
      : "Only people who can edit this app can see request and response bodies."}
  </Alert>
);
