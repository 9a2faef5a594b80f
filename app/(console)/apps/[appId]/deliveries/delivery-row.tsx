"use client";

import { Fragment } from "react";
import { RelativeTime } from "@/components/relative-time";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Td, Tr } from "@/components/ui/table";
import type { ShownDelivery } from "@/lib/deliveries/queries";
import { NextAttempt } from "./next-attempt";
import { outcomeWords } from "./outcome-words";
import { ResendButton } from "./resend-button";
import { DeliveryStateBadge } from "./state-badge";

type Props = { appId: string; delivery: ShownDelivery; mayEdit: boolean; now: string };

/** A delivery in the list: event, endpoint, status, result and next attempt. */
export function DeliveryRow({ appId, delivery, mayEdit, now }: Props) {
  const { id, event, isTest, state, endpoint, attemptCount, createdAt } = delivery;
  const outcome = outcomeWords(delivery);
  const waits = state === "pending" || state === "held";
  return (
    <Tr>
      <Td className="max-w-72 max-sm:pr-2">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <Link href={`/apps/${appId}/deliveries/${id}`} className="link min-w-0 font-mono text-sm break-words">
            <EventId id={event} />
          </Link>
          {isTest && <Badge>Test</Badge>}
        </span>
        <Endpoint {...endpoint} />
        <p className="mt-1 text-sm text-ink-soft sm:hidden">
          <RelativeTime at={createdAt} now={now} />
        </p>
      </Td>
      <Td className="max-sm:px-2">
        <DeliveryStateBadge state={state} />
        {(outcome !== null || waits) && (
          <p className="mt-1 max-w-56 text-sm text-ink-soft">
            {outcome}
            {outcome !== null && waits && ". "}
            <NextAttempt delivery={delivery} now={now} />
          </p>
        )}
      </Td>
      <Td className="text-right tabular-nums max-md:hidden">{attemptCount}</Td>
      <Td className="text-sm whitespace-nowrap text-ink-soft max-sm:hidden">
        <RelativeTime at={createdAt} now={now} />
      </Td>
      {mayEdit && (
        <Td className="text-right max-sm:pl-2">
          <ResendButton appId={appId} delivery={delivery} />
        </Td>
      )}
    </Tr>
  );
}

/** An event ID that may wrap after `.` and `_`. */
function EventId({ id }: { id: string }) {
  return id.split(/(?<=[._])/).map((word, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the words never change places.
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {word}
    </Fragment>
  ));
}

function Endpoint({ title, isRemoved }: ShownDelivery["endpoint"]) {
  return (
    <p className="mt-0.5 text-sm break-all text-ink-soft">
      {title}
      {isRemoved && <span className="text-ink-faint"> (removed)</span>}
    </p>
  );
}
