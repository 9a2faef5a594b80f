import type { Metadata } from "next";
import { AuthFrame } from "@/components/auth-frame";
import { Alert } from "@/components/ui/alert";
import { Link } from "@/components/ui/link";
import { config } from "@/lib/config";
import { ForgotForm } from "./forgot-form";

export const metadata: Metadata = { title: "Forgot your password?" };

// Whether email is configured is known at run time only, not during the build.
export const dynamic = "force-dynamic";

export default function ForgotPage() {
  return (
    <AuthFrame
      title="Forgot your password?"
      description={config().mail ? "We’ll email you a link to set a new one." : undefined}
      footer={
        <Link href="/sign-in" className="link">
          Back to sign-in
        </Link>
      }
    >
      {config().mail ? <ForgotForm /> : <WhomToAsk />}
    </AuthFrame>
  );
}

function WhomToAsk() {
  return (
    <Alert role="note" title="Ask an account owner for a link">
      Email isn’t set up here. Ask an account owner, or anyone with Users: Edit, to create a password link for you in
      People.
    </Alert>
  );
}
