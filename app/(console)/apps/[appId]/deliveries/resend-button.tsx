"use client";

import { RotateCw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { useAct } from "../../../../_act/use-act";
import { resendDeliveryAction } from "./actions";

type Props = {
  appId: string;
  delivery: { id: string; event: string; whyNotResend: string | null; endpoint: { title: string } };
  size?: "sm" | "md";
};

/** Resends a delivery, or says why it can't be resent. In a list on a narrow screen it is only an icon. */
export function ResendButton({ appId, delivery, size = "sm" }: Props) {
  const { id, event, whyNotResend, endpoint } = delivery;
  const act = useAct(resendDeliveryAction, {
    done: `${event} is on its way to ${endpoint.title} again.`,
    onRefused: ({ message }) => toast.error("Not sent again", { description: message }),
  });

  return (
    <Button
      size={size}
      pending={act.pending}
      disabled={whyNotResend !== null}
      title={whyNotResend ?? undefined}
      aria-description={whyNotResend ?? `${event} to ${endpoint.title}`}
      onClick={() => act.run({ appId, deliveryId: id })}
    >
      <RotateCw aria-hidden className={size === "sm" ? "sm:hidden" : "hidden"} />
      <span className={size === "sm" ? "max-sm:sr-only" : undefined}>Resend</span>
    </Button>
  );
}
