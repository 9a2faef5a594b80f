import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { PageSection } from "@/components/page-section";
import type { Actor } from "@/lib/auth/actor";
import { listSessions } from "@/lib/auth/sessions";
import { config } from "@/lib/config";
import { hasPassword } from "@/lib/people/passwords";
import { requireActor } from "@/lib/web/session";
import { ChangePassword } from "./change-password";
import { SessionTable } from "./session-table";
import { SignOutEverywhere } from "./sign-out-everywhere";

export const metadata: Metadata = { title: "Security" };

export default async function ProfilePage() {
  const actor = await requireActor();
  const [sessions, ownsPassword] = await Promise.all([listSessions(actor), hasPassword(actor)]);
  return (
    <>
      <PageHeader title="Security" description={`${actor.name}, ${actor.email}`} />
      <div className="max-w-2xl divide-y">
        {ownsPassword ? <OwnPassword actor={actor} /> : <NoPassword />}
        <PageSection
          title="Where you are signed in"
          about="End any session you don’t recognize, then change your password. Sessions expire after 14 days without use."
        >
          <SessionTable sessions={sessions} />
          <SignOutEverywhere />
        </PageSection>
      </div>
    </>
  );
}

function OwnPassword({ actor }: { actor: Actor }) {
  return (
    <PageSection title="Password" about="Changing it signs you out everywhere else.">
      <ChangePassword email={actor.email} />
    </PageSection>
  );
}

function NoPassword() {
  const host = config().oidc?.host;
  return (
    <PageSection
      title="Password"
      about={
        host
          ? `You have none: you sign in with ${host}. To have one too, sign out and follow “Forgot your password?”.`
          : "You have none. Sign out and follow “Forgot your password?” to set one."
      }
    />
  );
}
