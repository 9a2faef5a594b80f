"use client";

import { useState } from "react";
import { OnDemand, onDemand } from "@/components/on-demand";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { RadioCards } from "@/components/ui/radio-card";

const dialog = onDemand(() => import("./name-app-dialog").then(({ NameAppDialog }) => NameAppDialog));

const types = [
  {
    value: "server-to-server",
    title: "Server-to-server OAuth App",
    description:
      "For your own backend. It gets access tokens with the app’s credentials, with no user sign-in, and calls APIs for your account within the scopes you choose.",
  },
];

export function ChooseType() {
  const [type, setType] = useState("server-to-server");
  // null until the dialog is first opened. After that it stays mounted, to keep what was typed.
  const [naming, setNaming] = useState<boolean | null>(null);
  return (
    <div className="max-w-2xl space-y-6">
      <RadioCards label="Kind of app" name="type" value={type} onValueChange={setType} options={types} />
      <div className="flex gap-2">
        <Button variant="primary" onClick={() => setNaming(true)} {...dialog.ahead}>
          Create
        </Button>
        <Button asChild variant="ghost">
          <Link href="/apps">Cancel</Link>
        </Button>
      </div>
      {naming !== null && <OnDemand part={dialog} open={naming} onOpenChange={setNaming} />}
    </div>
  );
}
