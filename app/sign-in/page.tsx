import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthFrame } from "@/components/auth-frame";
import { Alert } from "@/components/ui/alert";
import { Link } from "@/components/ui/link";
import { hasAccount } from "@/lib/accounts/set-up";
import { config } from "@/lib/config";
import { providerRefusals } from "@/lib/sign-in/provider-refusals";
import { currentActor, safePath } from "@/lib/web/session";
import { ProviderButton } from "./provider-button";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { to, error, refused } = await searchParams;
  const next = safePath(to);
  if (await currentActor()) redirect(next as "/apps");
  const host = config().oidc?.host;
  const problem = problemOf(error, refused, host);
  return (
    <AuthFrame
      title="Sign in"
      description={next === "/apps" ? undefined : "You come back to where you were going."}
      footer={(await hasAccount()) ? <ForgotLink /> : "Not set up yet. Open the set-up link in the server’s log."}
    >
      {problem && (
        <Alert tone="bad" className="mb-5">
          {problem}
        </Alert>
      )}
      {host && (
        <>
          <ProviderButton host={host} to={next} />
          <p className="my-5 flex items-center gap-3 text-sm text-ink-faint before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
            or
          </p>
        </>
      )}
      <SignInForm to={next} />
    </AuthFrame>
  );
}

/** Why the previous attempt came back here: our own refusal, or a general sentence; null if there was none. */
function problemOf(error: unknown, refused: unknown, host: string | undefined): string | null {
  const sentence = Object.entries(providerRefusals).find(([code]) => code === refused)?.[1];
  if (host && sentence) return sentence(host);
  if (error === undefined && refused === undefined) return null;
  return host && error !== "CredentialsSignin"
    ? `Sign-in with ${host} failed. Try again, or sign in with your password.`
    : "Signing in did not work. Try again.";
}

function ForgotLink() {
  return (
    <Link href="/sign-in/forgot" className="link">
      Forgot your password?
    </Link>
  );
}
