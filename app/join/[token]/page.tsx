import type { Metadata } from "next";
import { AuthFrame } from "@/components/auth-frame";
import { Alert } from "@/components/ui/alert";
import { findOpenInvitation } from "@/lib/people/invitations";
import { currentActor } from "@/lib/web/session";
import { LinkNotUsable } from "../../_entry/link-not-usable";
import { JoinForm } from "./join-form";
import { SignOutButton } from "./sign-out-button";

export const metadata: Metadata = { title: "Join" };

export default async function JoinPage({ params }: PageProps<"/join/[token]">) {
  const { token } = await params;
  const [invitation, actor] = await Promise.all([findOpenInvitation(token), currentActor()]);
  if (!invitation) {
    return (
      <LinkNotUsable title="Join" link="This invitation link">
        It was already used or revoked, has expired, was replaced by a newer one, or was not copied completely. Ask the
        person who invited you for a new one.
      </LinkNotUsable>
    );
  }
  const { accountName, invitedBy, roleName, email } = invitation;
  return (
    <AuthFrame
      title={`Join ${accountName}`}
      description={
        <p>
          {invitedBy ?? "The operator of this Patchbay"} invited{" "}
          <strong className="font-medium break-all text-ink">{email}</strong> to join with the role{" "}
          <strong className="font-medium text-ink">{roleName}</strong>.
        </p>
      }
    >
      {actor ? <SignedInAlready name={actor.name} email={actor.email} /> : <JoinForm token={token} email={email} />}
    </AuthFrame>
  );
}

function SignedInAlready({ name, email }: { name: string; email: string }) {
  return (
    <Alert tone="warn" role="note" title={`You are signed in as ${name}`} actions={<SignOutButton />}>
      This invitation is for someone who is not in Patchbay yet, and {email} is. Sign out to join as another person.
    </Alert>
  );
}
