import { PageSection } from "@/components/page-section";
import { RelativeTime } from "@/components/relative-time";
import { Link } from "@/components/ui/link";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";

type Credential = { id: string; name: string; createdAt: Date; expiresAt: Date | null; lastUsedAt: Date | null };

type Props = { appId: string; credentials: Credential[]; isRemoved: boolean; now: string };

/** The usable secrets and keys, each with its last use. */
export function CredentialUses({ appId, credentials, isRemoved, now }: Props) {
  return (
    <PageSection
      title="Credentials in use"
      about={
        isRemoved ? undefined : (
          <>
            When each credential last obtained a token. Manage them on{" "}
            <Link href={`/apps/${appId}/credentials`} className="link">
              App credentials
            </Link>
            .
          </>
        )
      }
    >
      {credentials.length === 0 ? (
        <p className="text-ink-soft">No usable credential.</p>
      ) : (
        <Table label="Credentials in use">
          <THead>
            <Th>Credential</Th>
            <Th className="max-sm:hidden">Created</Th>
            <Th className="max-sm:hidden">Expires</Th>
            <Th>Last used</Th>
          </THead>
          <TBody>
            {credentials.map(({ id, name, createdAt, expiresAt, lastUsedAt }) => (
              <Tr key={id}>
                <Td className="break-words">
                  {name}
                  <p className="mt-0.5 text-sm text-ink-soft sm:hidden">
                    Created <RelativeTime at={createdAt} now={now} />
                  </p>
                </Td>
                <Td className="text-sm whitespace-nowrap text-ink-soft max-sm:hidden">
                  <RelativeTime at={createdAt} now={now} />
                </Td>
                <Td className="text-sm whitespace-nowrap text-ink-soft max-sm:hidden">
                  {expiresAt ? <RelativeTime at={expiresAt} now={now} /> : "Never"}
                </Td>
                <Td className="text-sm whitespace-nowrap text-ink-soft">
                  {lastUsedAt ? <RelativeTime at={lastUsedAt} now={now} /> : "Never"}
                </Td>
              </Tr>
            ))}
          </TBody>
        </Table>
      )}
    </PageSection>
  );
}
