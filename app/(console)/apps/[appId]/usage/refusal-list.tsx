import { ClockTime } from "@/components/clock-time";
import { PageSection } from "@/components/page-section";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { Span } from "@/lib/usage/rules";
import { usageAddress } from "./usage-address";

type Refusal = { id: string; at: Date; path: string; why: string; address: string | null };

type Props = {
  appId: string;
  span: Span;
  refusals: Refusal[];
  /** The refusal this page begins after; null on the newest page. */
  from: string | null;
  /** The refusal the next page begins after; null when there is nothing older. */
  next: string | null;
};

/** What was refused to the app's clients, newest first, page by page. */
export function RefusalList({ appId, span, refusals, from, next }: Props) {
  return (
    <PageSection
      id="refused"
      title="Refused"
      about="Denied requests that used this app’s client ID or tokens, with the reason. Kept for 30 days."
    >
      {refusals.length === 0 ? (
        <p className="text-ink-soft">{from ? "Nothing older." : "Nothing was refused in the last 30 days."}</p>
      ) : (
        <Refusals refusals={refusals} />
      )}
      {(from || next) && (
        <nav aria-label="Pages" className="flex gap-2">
          {from && (
            <Button asChild>
              <Link href={`${usageAddress(appId, { span })}#refused`}>Newest</Link>
            </Button>
          )}
          {next && (
            <Button asChild>
              <Link href={`${usageAddress(appId, { span, before: next })}#refused`}>Older</Link>
            </Button>
          )}
        </nav>
      )}
    </PageSection>
  );
}

function Refusals({ refusals }: Pick<Props, "refusals">) {
  const withAddress = refusals.some(({ address }) => address !== null);
  return (
    <Table label="Refused">
      <THead>
        <Th>When</Th>
        <Th className="max-sm:hidden">Where</Th>
        <Th>Why</Th>
        {withAddress && <Th className="max-sm:hidden">From</Th>}
      </THead>
      <TBody>
        {refusals.map(({ id, at, path, why, address }) => (
          <Tr key={id}>
            <Td className="align-top text-sm whitespace-nowrap text-ink-soft">
              <ClockTime at={at} />
            </Td>
            <Td className="align-top font-mono text-sm whitespace-nowrap max-sm:hidden">{path}</Td>
            <Td className="align-top wrap-anywhere">
              {why}
              <p className="mt-0.5 font-mono text-xs text-ink-soft sm:hidden">{path}</p>
              {address && <p className="font-mono text-xs break-all text-ink-soft sm:hidden">{address}</p>}
            </Td>
            {withAddress && (
              <Td className="align-top font-mono text-sm whitespace-nowrap text-ink-soft max-sm:hidden">{address}</Td>
            )}
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
