"use server";

import { appInput } from "@/lib/apps/commands";
import { regenerateSecretToken, revealSecretToken } from "@/lib/apps/credentials";
import {
  removeSubscription,
  removeSubscriptionInput,
  saveSubscription,
  saveSubscriptionInput,
  setEventsEnabled,
  setEventsEnabledInput,
} from "@/lib/apps/subscription-commands";
import { formAction } from "@/lib/web/form-action";

export const setEventsEnabledAction = formAction(setEventsEnabledInput, setEventsEnabled);
export const revealSecretTokenAction = formAction(appInput, revealSecretToken);
export const regenerateSecretTokenAction = formAction(appInput, regenerateSecretToken);
export const saveSubscriptionAction = formAction(saveSubscriptionInput, saveSubscription);
export const removeSubscriptionAction = formAction(removeSubscriptionInput, removeSubscription);
