"use client";

import { RotateCw } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { resendDeliveryAction } from "./actions";

type Props = {
  appId: string;
  delivery: { id: string; event: string; whyNotResend: string | null; endpoint: { title: string } };
  size?: "sm" | "md";
};

/** Sends a delivery once more, or says why that cannot be. In a row of a narrow list it is but its sign. */
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
      <RotateCw aria-hidden className={size === "sm" ? "sm:hidden" : "hidden"} />
      <span className={size === "sm" ? "max-sm:sr-only" : undefined}>Resend</span>
    </Button>
  );
}
