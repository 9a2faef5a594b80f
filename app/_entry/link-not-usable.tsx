import type { ReactNode } from "react";
import { AuthFrame } from "@/components/auth-frame";
import { Alert } from "@/components/ui/alert";
import { Link } from "@/components/ui/link";

type LinkNotUsableProps = {
  /** The title of the page that the link leads to. */
  title: string;
  /** The kind of link, as the start of a sentence: `This invitation link`. */
  link: string;
  /** The possible reasons, and how to get a new link. */
  children: ReactNode;
};

/** The page for a one-time link that is used, expired or incomplete. */
export function LinkNotUsable({ title, link, children }: LinkNotUsableProps) {
  return (
    <AuthFrame
      title={title}
      footer={
        <Link href="/sign-in" className="link">
          Go to sign-in
        </Link>
      }
    >
      <Alert tone="warn" role="note" title={`${link} cannot be used`}>
        {children}
      </Alert>
    </AuthFrame>
  );
}
