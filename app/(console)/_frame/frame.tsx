"use client";

import type { ComponentProps } from "react";
import { ConsoleFrame } from "@/components/console-frame/console-frame";
import { toast } from "@/components/ui/toaster";
import { unreachable } from "@/components/unreachable";

type Props = Omit<ComponentProps<typeof ConsoleFrame>, "brandHref" | "onSignOut">;

/** The console's frame, tied to our addresses and our way of signing out. */
export function Frame(props: Props) {
  return <ConsoleFrame brandHref="/apps" onSignOut={leave} {...props} />;
}

async function leave() {
  try {
    // Only who leaves needs it: every page is lighter without.
    const { signOut } = await import("next-auth/react");
    await signOut({ callbackUrl: "/sign-in" });
  } catch {
    toast.error(unreachable);
  }
}
