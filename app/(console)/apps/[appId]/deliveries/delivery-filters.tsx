"use client";

import { useTransition } from "react";
import { goTo } from "@/components/navigation";
import { Link } from "@/components/ui/link";
import { Select } from "@/components/ui/select";
import { type DeliveryFilter, type DeliveryState, deliveryStates, isFiltered } from "@/lib/deliveries/delivery-filter";
import { stateLabels } from "@/lib/deliveries/failure-words";
import { ActivityDays } from "../../../_activity/activity-days";
import { Labelled } from "../../../_activity/activity-field";
import { deliveriesAddress, deliveriesPath } from "./deliveries-address";

type Props = {
  appId: string;
  filter: DeliveryFilter;
  span: string | null;
  endpoints: { id: string; title: string }[];
  /** IDs of the events in the app's subscriptions. */
  events: string[];
};

/** Filters deliveries by status, event, endpoint and days, all kept in the URL. */
export function DeliveryFilters({ appId, filter, span, endpoints, events }: Props) {
  const [pending, startTransition] = useTransition();
  const path = deliveriesPath(appId);
  const show = (change: Partial<DeliveryFilter>) =>
    startTransition(() => goTo(deliveriesAddress(path, { ...filter, ...change }, { span }), { scroll: false }));
  return (
    <search aria-label="Deliveries" aria-busy={pending} className="mb-4 block">
      <div className="grid grid-cols-2 gap-3 sm:flex sm:flex-wrap">
        <Choice
          label="Status"
          all="All"
          value={filter.state}
          options={deliveryStates.map((state) => ({ id: state, title: stateLabels[state] }))}
          onChange={(state) => show({ state: state as DeliveryState | null })}
        />
        <Choice
          label="Event"
          all="All events"
          value={filter.event}
          options={events.map((id) => ({ id, title: id }))}
          onChange={(event) => show({ event })}
        />
        <Choice
          label="Endpoint"
          all="All endpoints"
          value={filter.endpoint}
          options={endpoints}
          onChange={(endpoint) => show({ endpoint })}
        />
        <ActivityDays filter={filter} onChange={show} />
      </div>
      {isFiltered(filter) && (
        <p className="mt-3 text-sm">
          <Link href={deliveriesAddress(path, noFilter, { span })} className="link">
            Clear filters
          </Link>
        </p>
      )}
    </search>
  );
}

const noFilter: DeliveryFilter = { state: null, event: null, endpoint: null, from: null, to: null, zone: null };

type ChoiceProps = {
  label: string;
  all: string;
  value: string | null;
  options: { id: string; title: string }[];
  onChange: (value: string | null) => void;
};

/** A value in the URL that the app no longer has stays selectable: its deliveries can still be viewed. */
function Choice({ label, all, value, options, onChange }: ChoiceProps) {
  const isGone = value !== null && !options.some((one) => one.id === value);
  return (
    <Labelled label={label} className="basis-44">
      {(id) => (
        <Select id={id} value={value ?? ""} onChange={(event) => onChange(event.target.value || null)}>
          <option value="">{all}</option>
          {isGone && <option value={value}>{label === "Event" ? value : "Removed"}</option>}
          {options.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
        </Select>
      )}
    </Labelled>
  );
}
