import { type FieldChange, laidOut } from "./changes";

/** What an entry changed: what is short, and every outcome, in the row; the rest in a fold. */
export function ChangeList({ changes }: { changes: FieldChange[] }) {
  const { shown, folded } = laidOut(changes);
  return (
    <>
      {shown.length > 0 && (
        <p className="mt-0.5 text-sm break-words text-ink-soft">
          {shown.map((change, index) => (
            <span key={change.field}>
              {index > 0 && " · "}
              {change.field}: <Change {...change} />
            </span>
          ))}
        </p>
      )}
      {folded.length > 0 && <Fold changes={folded} />}
    </>
  );
}

function Fold({ changes }: { changes: FieldChange[] }) {
  return (
    <details className="mt-1">
      <summary className="w-fit cursor-pointer rounded-sm text-sm text-ink-soft hover:text-ink">
        {changes.map(titleOf).join(", ")}
      </summary>
      <dl className="mt-2 space-y-2 border-l-2 pl-3 text-sm">
        {changes.map((change) => (
          <div key={change.field}>
            <dt className="text-ink-soft">{change.field}</dt>
            <dd className="break-words">
              <Change {...change} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** "Scopes (2 removed, 1 added)"; for a single value, only the field's name. */
function titleOf(change: FieldChange): string {
  if (!("added" in change)) return change.field;
  const parts = [
    change.removed.length > 0 && `${change.removed.length} removed`,
    change.added.length > 0 && `${change.added.length} added`,
  ];
  return `${change.field} (${parts.filter(Boolean).join(", ")})`;
}

function Change(change: FieldChange) {
  if ("added" in change) return <AddedAndRemoved {...change} />;
  const { before, after } = change;
  return (
    <>
      {before !== null && <del className="text-bad">{before}</del>}
      {before !== null && after !== null && " → "}
      {after !== null && <ins className="text-good no-underline">{after}</ins>}
    </>
  );
}

function AddedAndRemoved({ removed, added }: { removed: string[]; added: string[] }) {
  return (
    <span className="font-mono text-xs">
      {removed.map((one, index) => (
        <span key={one}>
          {index > 0 && ", "}
          <del className="text-bad">{one}</del>
        </span>
      ))}
      {removed.length > 0 && added.length > 0 && ", "}
      {added.map((one, index) => (
        <span key={one}>
          {index > 0 && ", "}
          <ins className="text-good no-underline">+ {one}</ins>
        </span>
      ))}
    </span>
  );
}
