"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { goTo } from "@/components/navigation";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { SignIn } from "./sign-in";
import { report, type Trouble, useTrouble } from "./trouble";

/** Says why a page could not be opened or an action could not be done, and offers the way on. */
export function TroubleBanner() {
  const trouble = useTrouble();
  const path = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: on another page the trouble is over.
  useEffect(() => () => report(null), [path]);
  if (!trouble) return null;
  return (
    <div className="pointer-events-auto fixed inset-x-3 bottom-3 z-70 mx-auto max-w-2xl rounded-lg shadow-overlay">
      {trouble.kind === "signed-out" ? <SignedOut /> : <Unreachable to={trouble.to} />}
    </div>
  );
}

const SignedOut = () => (
  <Alert tone="bad" title="You’re signed out" actions={<SignIn />}>
    You’re still on this page, with what you typed. Sign in to go on.
  </Alert>
);

const Unreachable = ({ to }: Pick<Trouble, "to">) => (
  <Alert
    tone="bad"
    title="The server can’t be reached"
    actions={to && <Button onClick={() => retry(to)}>Retry</Button>}
  >
    {to ? "You’re still on this page, with what you typed." : "Trying again…"}
  </Alert>
);

function retry(to: string) {
  report(null);
  goTo(to);
}
