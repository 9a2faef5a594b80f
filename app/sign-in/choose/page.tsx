import type { Metadata } from "next";
import { AuthFrame } from "@/components/auth-frame";
import { findChoice } from "@/lib/web/choose-invitation";
import { LinkNotUsable } from "../../_entry/link-not-usable";
import { ChooseInvitation } from "./choose-invitation";

export const metadata: Metadata = { title: "Choose an account" };

export default async function ChoosePage() {
  const choice = await findChoice();
  if (!choice || choice.invitations.length === 0) {
    return (
      <LinkNotUsable title="Choose an account" link="This choice">
        It took too long, or the invitations have ended. Go to sign-in and start again.
      </LinkNotUsable>
    );
  }
  return (
    <AuthFrame
      title="Choose an account"
      description={
        <p>
          Several accounts invited <strong className="font-medium break-all text-ink">{choice.email}</strong>. An
          address can be in one of them only.
        </p>
      }
    >
      <ChooseInvitation invitations={choice.invitations} />
    </AuthFrame>
  );
}
