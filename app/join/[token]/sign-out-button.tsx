"use client";

import { signOut } from "next-auth/react";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/web/form-action";
import { inToast, useAct } from "../../_act/use-act";

/** Signs out and reloads this page. */
export function SignOutButton() {
  const act = useAct(leave, { onRefused: inToast });
  return (
    <Button pending={act.pending || act.isDone} onClick={() => act.run({})}>
      Sign out
    </Button>
  );
}

async function leave(): Promise<ActionResult<null>> {
  await signOut({ callbackUrl: window.location.href });
  return { ok: true, value: null };
}
