import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { FormDraft } from "./use-draft";

/** Says that a form was filled with a draft, and whether someone else changed the same fields since. */
export function DraftNote({ draft: { note, discard } }: { draft: FormDraft }) {
  if (!note) return null;
  const theirs = Object.values(note.changed);
  return (
    <Alert
      tone={theirs.length > 0 ? "warn" : "neutral"}
      actions={
        <Button size="sm" onClick={discard}>
          {theirs.length > 0 ? "Keep theirs" : "Discard"}
        </Button>
      }
    >
      Restored what you typed earlier.
      {theirs.length > 0 && " Someone else has changed the same since; saving replaces their change."}
      {theirs.map(
        (value) =>
          typeof value === "string" && (
            <p key={value}>
              {
                <>
                  Theirs: <q>{value}</q>
                </>
              }
            </p>
          ),
      )}
    </Alert>
  );
}
