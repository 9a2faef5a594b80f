import type { ReactNode } from "react";
import { AuthFrame } from "@/components/auth-frame";
import { Alert } from "@/components/ui/alert";
import { Link } from "@/components/ui/link";

type LinkNotUsableProps = {
  /** What the link would have led to. */
  title: string;
  /** Which link it is: `This invitation link`. */
  link: string;
  /** Why that may be, and where to get another one. */
  children: ReactNode;
};

/** The page of a link that works once, and not any more. */
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
