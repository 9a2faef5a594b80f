"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { signOutEverywhereAction } from "./actions";

/** Ends all sessions, this one too, and goes to the sign-in page. */
export function SignOutEverywhere() {
  const [pending, setPending] = useState(false);

  async function leave() {
    setPending(true);
    const result = await signOutEverywhereAction({}).catch(() => null);
    if (result?.ok) return window.location.assign("/sign-in");
    setPending(false);
    toast.error(result?.message ?? "The server cannot be reached. You are still signed in.");
  }

  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button pending={pending} onClick={leave}>
        Sign out everywhere
      </Button>
      <p className="text-sm text-ink-soft">In this browser too.</p>
    </div>
  );
}
