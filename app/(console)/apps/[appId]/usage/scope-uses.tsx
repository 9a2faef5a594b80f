import { PageSection } from "@/components/page-section";
import { RelativeTime } from "@/components/relative-time";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { type Span, unusedAfterDays } from "@/lib/usage/rules";
import { RemoveUnused } from "./remove-unused";
import { usageAddress } from "./usage-address";

type ScopeUse = { id: string; addedAt: Date; lastUsedAt: Date | null; uses: number };

type Props = {
  id: string;
  scopes: ScopeUse[];
  unused: string[];
  countedSince: Date | null;
  mayEdit: boolean;
  showAll: boolean;
  span: Span;
  now: string;
};

const shownAtFirst = 20;

/** Each scope's last use and number of uses, and a button to remove the unused ones. */
export function ScopeUses({ id: appId, scopes, unused, countedSince, mayEdit, showAll, span, now }: Props) {
  const sorted = [...scopes].sort((a, b) => (b.lastUsedAt?.getTime() ?? 0) - (a.lastUsedAt?.getTime() ?? 0));
  const shown = showAll ? sorted : sorted.slice(0, shownAtFirst);
  const isJudged = countedSince !== null && Date.parse(now) - countedSince.getTime() >= unusedAfterDays * 86_400_000;
  return (
    <PageSection id="scopes" title="Scopes in use" about="The fewer scopes a token has, the less a stolen one can do.">
      {unused.length > 0 && (
        <UnusedNote appId={appId} unused={unused} mayEdit={mayEdit} sawNone={scopes.every((one) => !one.lastUsedAt)} />
      )}
      {!isJudged && scopes.length > 0 && (
        <p className="text-sm text-ink-soft">
          {countedSince ? (
            <>
              Uses are counted since <RelativeTime at={countedSince} now={now} />.
            </>
          ) : (
            "No uses counted yet."
          )}{" "}
          Unused scopes are shown after {unusedAfterDays} days.
        </p>
      )}
      {scopes.length === 0 ? (
        <p className="text-ink-soft">The app has no scopes.</p>
      ) : (
        <Uses scopes={shown} unused={new Set(unused)} now={now} />
      )}
      {shown.length < scopes.length && (
        <Link href={`${usageAddress(appId, { span, allScopes: true })}#scopes`} scroll={false} className="link text-sm">
          Show all {scopes.length} scopes
        </Link>
      )}
    </PageSection>
  );
}

type UnusedProps = { appId: string; unused: string[]; mayEdit: boolean; sawNone: boolean };

function UnusedNote({ appId, unused, mayEdit, sawNone }: UnusedProps) {
  const scopes = unused.length === 1 ? "1 scope was" : `${unused.length} scopes were`;
  return (
    <Alert
      tone="warn"
      role="note"
      title={`${scopes} not used in the last ${unusedAfterDays} days`}
      actions={mayEdit && <RemoveUnused appId={appId} scopes={unused} />}
    >
      {sawNone
        ? "No scope of this app was seen in use. APIs that verify tokens locally don’t appear here: ask their teams before you remove scopes they may need."
        : "APIs that verify tokens locally don’t appear here."}
    </Alert>
  );
}

function Uses({ scopes, unused, now }: { scopes: ScopeUse[]; unused: ReadonlySet<string>; now: string }) {
  return (
    <Table label="Scopes in use">
      <THead>
        <Th>Scope</Th>
        <Th>Last used</Th>
        <Th className="text-right max-sm:hidden">Uses</Th>
      </THead>
      <TBody>
        {scopes.map(({ id, lastUsedAt, uses }) => (
          <Tr key={id}>
            <Td>
              <code className="font-mono text-sm break-all">{id}</code>{" "}
              {unused.has(id) && <Badge tone="warn">Unused</Badge>}
            </Td>
            <Td className="text-sm whitespace-nowrap text-ink-soft">
              {lastUsedAt ? <RelativeTime at={lastUsedAt} now={now} /> : "Never used"}
            </Td>
            <Td className="text-right text-sm max-sm:hidden">{uses.toLocaleString("en")}</Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
