import { CopyField } from "@/components/copy-field";
import { Alert } from "@/components/ui/alert";
import type { InvitationMail } from "@/lib/people/invitations";

type Props = { label: string; link: string; email: string; mail: InvitationMail; hint: string };

const focusField = (box: HTMLElement | null) => box?.querySelector("input")?.focus();

/** A link that is shown only once, and whether one was emailed as well. */
export function MadeLink({ label, link, email, mail, hint }: Props) {
  return (
    <div ref={focusField} className="space-y-4">
      <Mailing mail={mail} email={email} />
      <CopyField label={label} value={link} hint={hint} />
    </div>
  );
}

function Mailing({ mail, email }: Pick<Props, "mail" | "email">) {
  if (mail === "sent") return <Alert tone="good">Emailed to {email}.</Alert>;
  if (mail === "failed") {
    return (
      <Alert tone="warn" title="It could not be mailed">
        The mail server did not take it; the server’s log says why. Send the link to {email} yourself.
      </Alert>
    );
  }
  if (mail === "limited") {
    return (
      <Alert tone="warn" title="It was not emailed">
        Many invitations were emailed to {email} in the last hour. Send the link yourself.
      </Alert>
    );
  }
  return <p className="text-ink-soft">Send it to {email}.</p>;
}
