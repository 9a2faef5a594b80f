"use client";

import { getCsrfToken } from "next-auth/react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/web/form-action";
import { useAct } from "../_act/use-act";

type Props = {
  /** The identity provider's host name, as shown on the button. */
  host: string;
  /** Where to go once signed in. */
  to: string;
};

/** Opens the identity provider's sign-in; shows an error if the provider doesn't answer. */
export function ProviderButton({ host, to }: Props) {
  const act = useAct(() => leave(to, host));
  return (
    <div className="space-y-4">
      {act.error && <Alert tone="bad">{act.error}</Alert>}
      <Button className="w-full" pending={act.pending || act.isDone} onClick={() => act.run({})}>
        Sign in with {host}
      </Button>
    </div>
  );
}

async function leave(to: string, host: string): Promise<ActionResult<null>> {
  const address = await addressAtProvider(to);
  if (new URL(address).origin !== window.location.origin) {
    window.location.assign(address);
    return { ok: true, value: null };
  }
  const message = `${host} does not answer as an identity provider should. Try again later, or sign in with your password.`;
  return { ok: false, code: "unavailable", message, items: [] };
}

/** Where next-auth sends the browser: to the provider, or back to our own pages if the provider didn't answer. */
async function addressAtProvider(to: string): Promise<string> {
  const form = {
    csrfToken: (await getCsrfToken()) ?? "",
    callbackUrl: new URL(to, window.location.href).href,
    json: "true",
  };
  const response = await fetch("/api/auth/signin/oidc", { method: "POST", body: new URLSearchParams(form) });
  const { url } = (await response.json()) as { url: string };
  return url;
}
