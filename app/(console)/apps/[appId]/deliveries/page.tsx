import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/page-header";
import { Ready } from "@/components/ready";
import { Link } from "@/components/ui/link";
import { firstUnfinishedStep } from "@/lib/apps/steps";
import { type ChartSpan, deliveryChart } from "@/lib/deliveries/delivery-chart";
import { deliveryFilter } from "@/lib/deliveries/delivery-filter";
import { whyNotTest } from "@/lib/deliveries/delivery-rules";
import { listDeliveries } from "@/lib/deliveries/queries";
import { loadApp } from "../load-app";
import { DeliveryFilters } from "./delivery-filters";
import { LiveDeliveries } from "./live-deliveries";
import { ReplayFailed } from "./replay-failed";
import { SendTestEvent } from "./send-test-event";
import { SuccessChart } from "./success-chart";

type Props = PageProps<"/apps/[appId]/deliveries">;

type App = Awaited<ReturnType<typeof loadApp>>["app"];

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { app } = await loadApp((await params).appId);
  return { title: `Deliveries · ${app.name}` };
}

export default async function DeliveriesPage({ params, searchParams }: Props) {
  const [{ appId }, search] = await Promise.all([params, searchParams]);
  const { actor, app } = await loadApp(appId);
  const filter = deliveryFilter(search);
  const after = typeof search.after === "string" ? search.after : null;
  const span: ChartSpan = search.span === "7d" ? "7d" : "24h";
  const [listed, chart] = await Promise.all([
    listDeliveries(actor, app.id, filter, after),
    deliveryChart(actor, app.id, span),
  ]);
  if (!listed) notFound();
  const isEmpty = listed.deliveries.length === 0 && app.subscriptions.length === 0;
  const kept = span === "24h" ? null : span;
  return (
    <Ready>
      <Header app={app} />
      {chart && !isEmpty && <SuccessChart appId={app.id} chart={chart} filter={filter} />}
      {!isEmpty && (
        <DeliveryFilters
          appId={app.id}
          filter={filter}
          span={kept}
          endpoints={endpointsOf(app)}
          events={[...new Set(app.subscriptions.flatMap((one) => one.eventIds))].sort()}
        />
      )}
      <LiveDeliveries
        appId={app.id}
        filter={filter}
        span={kept}
        after={after}
        listed={listed}
        hasSubscription={app.subscriptions.length > 0}
      />
    </Ready>
  );
}

const endpointsOf = ({ subscriptions }: App) => subscriptions.map(({ id, name, url }) => ({ id, title: name || url }));

function Header({ app }: { app: App }) {
  const { state: appState, eventsEnabled } = app;
  const tested = app.subscriptions.map((subscription) => ({
    id: subscription.id,
    title: subscription.name || subscription.url,
    events: subscription.eventIds,
    whyNot: whyNotTest({ appState, eventsEnabled, subscription }),
  }));
  return (
    <PageHeader
      title={`Deliveries of ${app.name}`}
      description={
        <>
          What was sent to its{" "}
          <Link href={`/apps/${app.id}/features`} className="link">
            event subscriptions
          </Link>
          , newest first.
        </>
      }
      back={{ href: `/apps/${app.id}/${firstUnfinishedStep(app.steps)}`, label: app.name }}
      actions={
        app.mayEdit && (
          <>
            <ReplayFailed appId={app.id} endpoints={endpointsOf(app)} />
            <SendTestEvent appId={app.id} endpoints={tested} />
          </>
        )
      }
    />
  );
}
