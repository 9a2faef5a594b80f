"use client";

import type { ComponentProps } from "react";
import { BusyBar } from "@/components/busy";
import { ConsoleFrame } from "@/components/console-frame/console-frame";
import { toast } from "@/components/ui/toaster";
import { unreachable } from "@/components/unreachable";
import { TroubleBanner } from "../../_reach/trouble-banner";
import { Navigator } from "./navigator";

type Props = Omit<ComponentProps<typeof ConsoleFrame>, "brandHref" | "onSignOut">;

/** ConsoleFrame with the console's addresses, its sign-out, and what it shows while a page loads or can't be loaded. */
export function Frame(props: Props) {
  return (
    <>
      <ConsoleFrame brandHref="/apps" onSignOut={leave} {...props} />
      <Navigator />
      <BusyBar />
      <TroubleBanner />
    </>
  );
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
