"use server";

import { appInput } from "@/lib/apps/commands";
import {
  endOldToken,
  endOldTokenInput,
  regenerateSecretToken,
  regenerateSecretTokenInput,
  revealSecretToken,
  revealSecretTokenInput,
  signWithNewToken,
} from "@/lib/apps/secret-token";
import {
  removeSubscription,
  removeSubscriptionInput,
  saveSubscription,
  saveSubscriptionInput,
  setEventsEnabled,
  setEventsEnabledInput,
} from "@/lib/apps/subscription-commands";
import { formAction } from "@/lib/web/form-action";
import {
  setSubscriptionEnabled,
  setSubscriptionEnabledInput,
  validateEndpoint,
  validateEndpointInput,
} from "@/lib/webhooks/commands";

export const setEventsEnabledAction = formAction(setEventsEnabledInput, setEventsEnabled);
export const revealSecretTokenAction = formAction(revealSecretTokenInput, revealSecretToken);
export const regenerateSecretTokenAction = formAction(regenerateSecretTokenInput, regenerateSecretToken);
export const signWithNewTokenAction = formAction(appInput, signWithNewToken);
export const endOldTokenAction = formAction(endOldTokenInput, endOldToken);
export const saveSubscriptionAction = formAction(saveSubscriptionInput, saveSubscription);
export const removeSubscriptionAction = formAction(removeSubscriptionInput, removeSubscription);
export const setSubscriptionEnabledAction = formAction(setSubscriptionEnabledInput, setSubscriptionEnabled);
export const validateEndpointAction = formAction(validateEndpointInput, validateEndpoint);
