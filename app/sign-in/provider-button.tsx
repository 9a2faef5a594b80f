"use client";

import { getCsrfToken } from "next-auth/react";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

type Props = {
  /** The identity provider, as people know it. */
  host: string;
  /** Where to go once signed in. */
  to: string;
};

/** Sends the browser to the identity provider; says what is wrong when that cannot be reached. */
export function ProviderButton({ host, to }: Props) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function leave() {
    setPending(true);
    const address = await addressAtProvider(to).catch(() => null);
    if (address && new URL(address).origin !== window.location.origin) return window.location.assign(address);
    setPending(false);
    setProblem(
      address
        ? `${host} does not answer as an identity provider should. Try again later, or sign in with your password.`
        : "The server cannot be reached. Check the connection, then try again.",
    );
  }

  return (
    <div className="space-y-4">
      {problem && <Alert tone="bad">{problem}</Alert>}
      <Button className="w-full" pending={pending} onClick={leave}>
        Sign in with {host}
      </Button>
    </div>
  );
}

/** Where next-auth sends the browser: to the provider or, when it got no answer from there, back to our own pages. */
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
