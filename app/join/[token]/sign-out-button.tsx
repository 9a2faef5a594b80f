"use client";

import { signOut } from "next-auth/react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";

/** Signs out and comes back to this page. */
export function SignOutButton() {
  const [pending, setPending] = useState(false);

  async function leave() {
    setPending(true);
    try {
      await signOut({ callbackUrl: window.location.href });
    } catch {
      setPending(false);
      toast.error("The server cannot be reached. You are still signed in.");
    }
  }

  return (
    <Button pending={pending} onClick={leave}>
      Sign out
    </Button>
  );
}
