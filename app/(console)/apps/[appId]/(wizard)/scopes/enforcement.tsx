/** Explains how your own API checks which scopes a token has. */
export function Enforcement({ baseUrl }: { baseUrl: string }) {
  return (
    <section className="space-y-2 border-t pt-8 text-ink-soft">
      <h3 className="font-semibold text-ink">Enforcing scopes in your own API</h3>
      <p>
        An access token is a signed JWT. Check its signature with the keys at <Address>{baseUrl}/oauth/jwks</Address>,
        its <Address>iss</Address>, <Address>aud</Address> and <Address>exp</Address>, and answer 403 unless the scope
        you need is among those in <Address>scope</Address>.
      </p>
      <p>
        Or ask <Address>POST {baseUrl}/oauth/introspect</Address>. It reflects a deactivation or a removed scope
        immediately; a token checked only by its signature still looks valid for up to an hour. Ask it, too, if a token
        has no <Address>scope</Address>: very long lists are left out.
      </p>
    </section>
  );
}

const Address = ({ children }: { children: React.ReactNode }) => (
  <code className="rounded-sm bg-sunken px-1 py-0.5 font-mono text-sm break-all text-ink">{children}</code>
);
