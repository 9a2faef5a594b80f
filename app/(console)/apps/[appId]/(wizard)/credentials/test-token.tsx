"use client";

import { useState } from "react";
import { CopyField } from "@/components/copy-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useAct } from "../../../../../_act/use-act";
import { issueTestTokenAction } from "./actions";

type Token = { accessToken: string; scope: string };

/** Issues an access token on the page, or says why it can't. */
export function TestToken({ appId, baseUrl, activated }: { appId: string; baseUrl: string; activated: boolean }) {
  const [token, setToken] = useState<Token | null>(null);
  const act = useAct(issueTestTokenAction, { onDone: setToken, onRefused: () => setToken(null) });

  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center gap-3">
        <Button pending={act.pending} onClick={() => act.run({ appId })}>
          Get a test token
        </Button>
        {!activated && !act.error && (
          <span className="text-sm text-ink-soft">Available once the app is activated.</span>
        )}
      </div>
      {act.error && <Alert tone="warn">{act.error}</Alert>}
      {token && (
        <div className="space-y-4 rounded-lg border bg-surface p-4">
          <CopyField
            label="Test token"
            value={token.accessToken}
            hint={`Lasts an hour. Scopes: ${token.scope || "none"}`}
          />
          <CopyField
            label="Call the API"
            value={`curl -H "Authorization: Bearer ${token.accessToken}" ${baseUrl}/v2/users/me`}
          />
        </div>
      )}
    </div>
  );
}
