"use server";

import { appInput } from "@/lib/apps/commands";
import { acceptTransfer, cancelTransfer, declineTransfer, startTransfer, takeOver } from "@/lib/ownership/commands";
import { previewTransfer } from "@/lib/ownership/queries";
import { acceptTransferInput, startTransferInput } from "@/lib/ownership/rules";
import { formAction, previewAction } from "@/lib/web/form-action";

export const previewTransferAction = previewAction(startTransferInput, previewTransfer);
export const startTransferAction = formAction(startTransferInput, startTransfer);
export const cancelTransferAction = formAction(appInput, cancelTransfer);
export const declineTransferAction = formAction(appInput, declineTransfer);
export const acceptTransferAction = formAction(acceptTransferInput, acceptTransfer);
export const takeOverAction = formAction(acceptTransferInput, takeOver);
