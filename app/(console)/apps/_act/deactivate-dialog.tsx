import { ConfirmDialog } from "@/components/confirm-dialog";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  pending?: boolean;
  onConfirm: () => void;
};

/** Asks before an app is deactivated, and says what stops with it. */
export function DeactivateDialog(props: Props) {
  return (
    <ConfirmDialog confirmLabel="Deactivate" {...props}>
      <p>Every access token of this app stops working at once, and no new ones are issued.</p>
      <p>Event notifications stop. Activating the app again does not bring the old tokens back.</p>
    </ConfirmDialog>
  );
}
