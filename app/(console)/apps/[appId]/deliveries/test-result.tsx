"use client";

import { Alert } from "@/components/ui/alert";
import { Link } from "@/components/ui/link";
import { Spinner } from "@/components/ui/spinner";
import { failureWords } from "@/lib/deliveries/failure-words";
import type { ShownDelivery } from "@/lib/deliveries/queries";
import { deliveriesPath } from "./deliveries-address";
import { outcomeWords } from "./outcome-words";
import { useLive } from "./use-live";

const everyMs = 400;
const patientMs = 15_000;

type Followed = { deliveries: ShownDelivery[]; now: string };

const nothingYet: Followed = { deliveries: [], now: "" };

/** Follows the delivery of a test event until it has a result. */
export function TestResult({ appId, deliveryId }: { appId: string; deliveryId: string }) {
  const { value, problem } = useLive(`${deliveriesPath(appId)}/live?id=${deliveryId}`, nothingYet, everyMs);
  const [delivery] = value.deliveries;
  if (problem) return <Alert tone="warn">{problem}</Alert>;
  if (!delivery || delivery.state === "pending" || delivery.state === "held") return <OnItsWay {...value} />;
  const link = (
    <Link href={`${deliveriesPath(appId)}/${deliveryId}`} className="link">
      Open the delivery
    </Link>
  );
  if (delivery.state === "delivered") {
    return <Alert tone="good" title={`Delivered: ${outcomeWords(delivery)}`} actions={link} />;
  }
  if (delivery.lastFailure === null) return <Alert tone="warn" title="Not sent: it was cancelled" actions={link} />;
  const { title, remedy } = failureWords(delivery.lastFailure, delivery.lastStatus);
  return (
    <Alert tone="bad" title={`Not delivered: ${title}`} actions={link}>
      {remedy}
    </Alert>
  );
}

function OnItsWay({ deliveries: [delivery], now }: Followed) {
  if (delivery && Date.parse(now) - Date.parse(delivery.createdAt) > patientMs) {
    return (
      <Alert tone="warn" title="Not sent yet">
        No delivery worker has picked it up yet. Is one running? It is part of the server, unless WORKER=off.
      </Alert>
    );
  }
  return (
    <p className="flex items-center gap-2 text-ink-soft">
      <Spinner />
      Sending…
    </p>
  );
}
