import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthFrame } from "@/components/auth-frame";
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
      footer="A new installation? The link that sets it up is in the server’s log."
    >
      <SignInForm to={next} hasFailed={error !== undefined} />
    </AuthFrame>
  );
}
