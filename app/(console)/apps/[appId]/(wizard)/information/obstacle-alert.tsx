import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { Information } from "@/lib/apps/information-fields";
import type { Obstacle } from "./use-information-saver";

type Props = {
  obstacle: Obstacle;
  values: Information;
  onSettle: (choice: "mine" | "theirs" | "deactivate" | "undo") => void;
};

/** Why saving needs a decision, with both values of a conflict and the choices. */
export function ObstacleAlert({ obstacle, values, onSettle }: Props) {
  if (obstacle.kind === "conflict") {
    return (
      <Alert
        tone="warn"
        role="alert"
        title="Someone else changed this field"
        actions={
          <>
            <Button onClick={() => onSettle("theirs")}>Keep theirs</Button>
            <Button onClick={() => onSettle("mine")}>Save mine</Button>
          </>
        }
      >
        {obstacle.items.map(({ field, current }) => (
          <p key={field}>
            Theirs: <q>{current}</q> · yours: <q>{values[field]}</q>
          </p>
        ))}
      </Alert>
    );
  }
  return (
    <Alert
      tone="warn"
      role="alert"
      title="The app is activated and needs this"
      actions={
        <>
          <Button onClick={() => onSettle("undo")}>Keep what was saved</Button>
          <Button variant="danger" onClick={() => onSettle("deactivate")}>
            Deactivate and save
          </Button>
        </>
      }
    >
      {obstacle.items.map((item) => (
        <p key={item.message}>{item.message}</p>
      ))}
      <p>Deactivating revokes every access token of the app immediately.</p>
    </Alert>
  );
}
