import type { Metadata } from "next";
import { AuthFrame } from "@/components/auth-frame";
import { findOpenSetUpLink } from "@/lib/accounts/set-up";
import { LinkNotUsable } from "../_entry/link-not-usable";
import { SetUpForm } from "./set-up-form";

export const metadata: Metadata = { title: "Set up Patchbay" };

export default async function SetUpPage({ searchParams }: PageProps<"/set-up">) {
  const { token } = await searchParams;
  const link = typeof token === "string" ? await findOpenSetUpLink(token) : null;
  if (typeof token !== "string" || !link) {
    return (
      <LinkNotUsable title="Set up Patchbay" link="This set-up link">
        It was already used, has expired, or was not copied completely. While there is no account, each start of the
        server prints a new link in its log; later, the operator of this Patchbay can make one.
      </LinkNotUsable>
    );
  }
  return (
    <AuthFrame title="Set up Patchbay" description="You become the owner of the account and decide who else joins it.">
      <SetUpForm token={token} accountName={link.accountName ?? ""} />
    </AuthFrame>
  );
}
