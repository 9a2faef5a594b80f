"use client";

import type { ComponentProps } from "react";
import { ConsoleFrame } from "@/components/console-frame/console-frame";
import { toast } from "@/components/ui/toaster";
import { unreachable } from "@/components/unreachable";

type Props = Omit<ComponentProps<typeof ConsoleFrame>, "brandHref" | "onSignOut">;

/** ConsoleFrame with the console's addresses and its sign-out. */
export function Frame(props: Props) {
  return <ConsoleFrame brandHref="/apps" onSignOut={leave} {...props} />;
}

async function leave() {
  try {
    // Loaded on sign-out only, to keep it out of every page's bundle.
    const { signOut } = await import("next-auth/react");
    await signOut({ callbackUrl: "/sign-in" });
  } catch {
    toast.error(unreachable);
  }
}
