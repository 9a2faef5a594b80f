import type { ComponentProps } from "react";
import { ActDialog } from "../../../_act/act-dialog";

type Props = Pick<ComponentProps<typeof ActDialog>, "act" | "onConfirm"> & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
};

/** Confirms deactivating an app, and says what stops. */
export function DeactivateDialog(props: Props) {
  return (
    <ActDialog confirmLabel="Deactivate" {...props}>
      <p>Every access token of this app stops working at once, and no new ones are issued.</p>
      <p>Event notifications stop. Activating the app again does not bring the old tokens back.</p>
    </ActDialog>
  );
}
