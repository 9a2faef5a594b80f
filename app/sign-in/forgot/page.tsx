import type { Metadata } from "next";
import { AuthFrame } from "@/components/auth-frame";
import { Alert } from "@/components/ui/alert";
import { Link } from "@/components/ui/link";
import { config } from "@/lib/config";
import { ForgotForm } from "./forgot-form";

export const metadata: Metadata = { title: "Forgot your password?" };

// Whether mail is configured is known when it is asked for, not when the pages are built.
export const dynamic = "force-dynamic";

export default function ForgotPage() {
  return (
    <AuthFrame
      title="Forgot your password?"
      description={config().mail ? "A link with which you set a new one comes by mail." : undefined}
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
      This Patchbay sends no mail. An account owner, or anybody else whose role may edit Users, makes a link for you in
      People: with it you set a new password.
    </Alert>
  );
}
