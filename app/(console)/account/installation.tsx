import type { ReactNode } from "react";
import { CopyField } from "@/components/copy-field";
import { PageSection } from "@/components/page-section";
import { Badge } from "@/components/ui/badge";
import { config } from "@/lib/config";

/** How this installation sends email and signs people in: set on the server, for all accounts. */
export function Installation() {
  const { mail, oidc, baseUrl } = config();
  return (
    <>
      <PageSection
        title="Mail"
        about={
          <Setting isOn={mail !== null}>
            {mail ? (
              <>
                Invitations and password links are mailed, from <strong className="text-ink">{mail.from}</strong>.
              </>
            ) : (
              "Email is off, so share invitation and password links yourself. Set SMTP_URL and MAIL_FROM on the server to turn it on."
            )}
          </Setting>
        }
      />
      <PageSection
        title="Sign-in provider"
        about={
          <Setting isOn={oidc !== null}>
            {oidc
              ? `People can sign in with a password or with ${oidc.host}: members and people with an open invitation, by the email address it has verified.`
              : "People sign in with email and password. Set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET on the server to add an identity provider."}
          </Setting>
        }
      >
        {oidc && (
          <>
            <CopyField label="Provider" value={oidc.issuer} />
            <CopyField
              label="Callback"
              value={`${baseUrl}/api/auth/callback/oidc`}
              hint="The redirect URI that the provider must know."
            />
          </>
        )}
      </PageSection>
    </>
  );
}

function Setting({ isOn, children }: { isOn: boolean; children: ReactNode }) {
  return (
    <div className="flex items-start gap-3">
      <Badge tone={isOn ? "good" : "neutral"} className="mt-px">
        {isOn ? "Configured" : "Not configured"}
      </Badge>
      <p className="min-w-0 break-words">{children}</p>
    </div>
  );
}
