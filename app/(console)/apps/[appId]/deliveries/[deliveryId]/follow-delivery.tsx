"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { ShownDelivery } from "@/lib/deliveries/queries";
import { deliveriesPath } from "../deliveries-address";
import { useLive } from "../use-live";

type Props = { appId: string; delivery: ShownDelivery; now: string };

const everyMs = 1500;

/** Refreshes the page whenever its delivery changes. */
export function FollowDelivery({ appId, delivery, now }: Props) {
  const router = useRouter();
  const address = `${deliveriesPath(appId)}/live?id=${delivery.id}`;
  const { value } = useLive(address, { deliveries: [delivery], now }, everyMs);
  const [latest] = value.deliveries;
  const isOther = latest !== undefined && pictureOf(latest) !== pictureOf(delivery);
  useEffect(() => {
    if (isOther) router.refresh();
  }, [isOther, router]);
  return null;
}

const pictureOf = ({ state, attemptCount, dueAt }: ShownDelivery): string => [state, attemptCount, dueAt].join();
