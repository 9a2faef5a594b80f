import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthFrame } from "@/components/auth-frame";
import { hasAccount } from "@/lib/accounts/set-up";
import { currentActor, safePath } from "@/lib/auth/session";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { to, error } = await searchParams;
  const next = safePath(to);
  if (await currentActor()) redirect(next as "/apps");
  return (
    <AuthFrame
      title="Sign in"
      description={next === "/apps" ? undefined : "You come back to where you were going."}
      footer={
        (await hasAccount())
          ? undefined
          : "Nobody has an account here yet: the server's log shows the link that sets it up."
      }
    >
      <SignInForm to={next} hasFailed={error !== undefined} />
    </AuthFrame>
  );
}
