import type { Metadata } from "next";
import { AuthFrame } from "@/components/auth-frame";
import { Alert } from "@/components/ui/alert";
import { Link } from "@/components/ui/link";
import { findOpenResetLink } from "@/lib/people/password-links";
import { ResetForm } from "./reset-form";

export const metadata: Metadata = { title: "Set a new password" };

export default async function ResetPage({ params }: PageProps<"/reset/[token]">) {
  const { token } = await params;
  const person = await findOpenResetLink(token);
  if (!person) return <LinkNotUsable />;
  return (
    <AuthFrame
      title="Set a new password"
      description={
        <p>
          For {person.name}, <strong className="font-medium break-all text-ink">{person.email}</strong>. You are signed
          out wherever you are signed in.
        </p>
      }
    >
      <ResetForm token={token} email={person.email} />
    </AuthFrame>
  );
}

function LinkNotUsable() {
  return (
    <AuthFrame
      title="Set a new password"
      footer={
        <Link href="/sign-in" className="link">
          Go to sign-in
        </Link>
      }
    >
      <Alert tone="warn" role="note" title="This link cannot be used">
        It was used already, has run out, was followed by a newer one, or was not copied whole. Ask for a new one.
      </Alert>
    </AuthFrame>
  );
}
