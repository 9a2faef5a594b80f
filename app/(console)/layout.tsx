import type { ReactNode } from "react";
import { Toaster } from "@/components/ui/toaster";
import { maySeeAccount, maySeePeople, maySeeRoles } from "@/lib/rights/rules";
import { requireActor } from "@/lib/web/session";
import { PersonProvider } from "../_draft/person";
import { Frame } from "./_frame/frame";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const account = [
    ...(maySeeAccount(actor) ? [{ label: "Activity", href: "/activity" }] : []),
    ...(maySeePeople(actor) ? [{ label: "People", href: "/people" }] : []),
    ...(maySeeRoles(actor) ? [{ label: "Roles", href: "/roles" }] : []),
    ...(maySeeAccount(actor) ? [{ label: "Account", href: "/account" }] : []),
  ];
  return (
    <Frame
      nav={[
        { label: "App Management", items: [{ label: "Created apps", href: "/apps" }] },
        ...(account.length > 0 ? [{ label: actor.accountName, items: account }] : []),
      ]}
      develop={[{ label: "Build an App", href: "/build" }]}
      roleLink={{ label: "My permissions", href: "/my-role" }}
      person={{
        name: actor.name,
        email: actor.email,
        role: actor.roleName,
        account: actor.accountName,
        page: { label: "Security", href: "/profile" },
      }}
    >
      <PersonProvider id={actor.userId}>{children}</PersonProvider>
      <Toaster />
    </Frame>
  );
}
