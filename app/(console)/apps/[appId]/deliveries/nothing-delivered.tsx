import { Inbox, SearchX, Webhook } from "lucide-react";
import { EmptyState } from "@/components/empty-state";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { type DeliveryFilter, isFiltered } from "@/lib/deliveries/delivery-filter";
import { mostWalked } from "@/lib/deliveries/limits";
import { deliveriesPath } from "./deliveries-address";

type Props = {
  appId: string;
  filter: DeliveryFilter;
  /** This isn't the newest page. */
  isEnd: boolean;
  /** Older deliveries haven't been searched yet. */
  goesOn: boolean;
  hasSubscription: boolean;
};

/** Why the list is empty, and what to do about it. */
export function NothingDelivered({ appId, filter, isEnd, goesOn, hasSubscription }: Props) {
  if (goesOn) {
    return (
      <EmptyState icon={<SearchX />} title="Nothing among the newest">
        None of the {mostWalked.toLocaleString("en")} newest deliveries match. Select “Older” to search earlier ones.
      </EmptyState>
    );
  }
  if (isFiltered(filter)) return <NothingMatches appId={appId} />;
  if (isEnd) return <EmptyState title="Nothing older" />;
  return hasSubscription ? <NothingYet /> : <NoSubscription appId={appId} />;
}

const NothingMatches = ({ appId }: { appId: string }) => (
  <EmptyState
    icon={<SearchX />}
    title="No delivery matches"
    action={
      <Button asChild>
        <Link href={deliveriesPath(appId)}>Show all deliveries</Link>
      </Button>
    }
  >
    No deliveries match these filters.
  </EmptyState>
);

const NothingYet = () => (
  <EmptyState icon={<Inbox />} title="Nothing sent yet">
    Events sent to your subscriptions appear here with every delivery attempt. Send a test event to try it.
  </EmptyState>
);

const NoSubscription = ({ appId }: { appId: string }) => (
  <EmptyState
    icon={<Webhook />}
    title="No subscription yet"
    action={
      <Button asChild>
        <Link href={`/apps/${appId}/features`}>Set up a subscription</Link>
      </Button>
    }
  >
    Deliveries are sent to your event subscriptions. Add one to receive events.
  </EmptyState>
);
