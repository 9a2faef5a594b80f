"use client";

import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Table, TBody, THead, Th, ThActions } from "@/components/ui/table";
import type { DeliveryFilter } from "@/lib/deliveries/delivery-filter";
import type { listDeliveries } from "@/lib/deliveries/queries";
import { deliveriesAddress, deliveriesPath } from "./deliveries-address";
import { DeliveryRow } from "./delivery-row";
import { NothingDelivered } from "./nothing-delivered";
import { useLive } from "./use-live";

type Listed = NonNullable<Awaited<ReturnType<typeof listDeliveries>>>;

type Props = {
  appId: string;
  filter: DeliveryFilter;
  span: string | null;
  /** Cursor of the delivery this page starts after; null for the newest page. */
  after: string | null;
  listed: Listed;
  hasSubscription: boolean;
};

const everyMs = 2000;

/** A page of deliveries that keeps itself up to date, with links to the newest and older ones. */
export function LiveDeliveries({ appId, filter, span, after, listed, hasSubscription }: Props) {
  const path = deliveriesPath(appId);
  const { value, problem } = useLive(deliveriesAddress(`${path}/live`, filter, { after }), listed, everyMs);
  return (
    <>
      <p aria-live="polite" className="mb-2 text-sm text-ink-soft">
        {problem ?? countWords(value)}
      </p>
      {value.deliveries.length > 0 ? (
        <Rows appId={appId} listed={value} />
      ) : (
        <NothingDelivered
          appId={appId}
          filter={filter}
          isEnd={after !== null}
          goesOn={value.next !== null}
          hasSubscription={hasSubscription}
        />
      )}
      {(after || value.next) && (
        <nav aria-label="Pages" className="mt-4 flex justify-end gap-2">
          {after && (
            <Button asChild>
              <Link href={deliveriesAddress(path, filter, { span })}>Newest</Link>
            </Button>
          )}
          {value.next && (
            <Button asChild>
              <Link href={deliveriesAddress(path, filter, { span, after: value.next })}>Older</Link>
            </Button>
          )}
        </nav>
      )}
    </>
  );
}

function Rows({ appId, listed: { deliveries, mayEdit, now } }: { appId: string; listed: Listed }) {
  return (
    <Table label="Deliveries">
      <THead>
        <Th>Event</Th>
        <Th className="max-sm:px-2">Status</Th>
        <Th className="text-right max-md:hidden">Attempts</Th>
        <Th className="max-sm:hidden">Created</Th>
        {mayEdit && <ThActions />}
      </THead>
      <TBody>
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} appId={appId} delivery={delivery} mayEdit={mayEdit} now={now} />
        ))}
      </TBody>
    </Table>
  );
}

function countWords({ total, more }: Listed): string {
  const count = total.toLocaleString("en");
  if (more) return `More than ${count} deliveries`;
  return total === 1 ? "1 delivery" : `${count} deliveries`;
}
