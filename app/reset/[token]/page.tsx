import type { Metadata } from "next";
import { AuthFrame } from "@/components/auth-frame";
import { findOpenResetLink } from "@/lib/people/password-links";
import { LinkNotUsable } from "../../_entry/link-not-usable";
import { ResetForm } from "./reset-form";

export const metadata: Metadata = { title: "Set a new password" };

export default async function ResetPage({ params }: PageProps<"/reset/[token]">) {
  const { token } = await params;
  const person = await findOpenResetLink(token);
  if (!person) {
    return (
      <LinkNotUsable title="Set a new password" link="This link">
        It was already used, has expired, was replaced by a newer one, or was not copied completely. Ask for a new one.
      </LinkNotUsable>
    );
  }
  return (
    <AuthFrame
      title="Set a new password"
      description={
        <p>
          For {person.name}, <strong className="font-medium break-all text-ink">{person.email}</strong>, in the account{" "}
          {person.accountName}. You are signed out wherever you are signed in.
        </p>
      }
    >
      <ResetForm token={token} email={person.email} />
    </AuthFrame>
  );
}
