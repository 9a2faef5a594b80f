"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { resendDeliveryAction } from "./actions";

type Props = {
  appId: string;
  delivery: { id: string; event: string; whyNotResend: string | null; endpoint: { title: string } };
  size?: "sm" | "md";
};

/** Sends a delivery once more, or says why that cannot be. */
export function ResendButton({ appId, delivery, size = "sm" }: Props) {
  const [pending, setPending] = useState(false);
  const { id, event, whyNotResend, endpoint } = delivery;

  async function resend() {
    setPending(true);
    const result = await resendDeliveryAction({ appId, deliveryId: id }).catch(() => null);
    setPending(false);
    if (result?.ok) toast.success(`${event} is on its way to ${endpoint.title} again.`);
    else toast.error("Not sent again", { description: result?.message ?? "The server cannot be reached." });
  }

  return (
    <Button
      size={size}
      pending={pending}
      disabled={whyNotResend !== null}
      title={whyNotResend ?? undefined}
      aria-description={whyNotResend ?? `${event} to ${endpoint.title}`}
      onClick={resend}
    >
      Resend
    </Button>
  );
}
