"use server";

import { appInput } from "@/lib/apps/commands";
import {
  removeSubscription,
  removeSubscriptionInput,
  saveSubscription,
  saveSubscriptionInput,
  setEventsEnabled,
  setEventsEnabledInput,
} from "@/lib/subscriptions/commands";
import {
  endOldToken,
  endOldTokenInput,
  regenerateSecretToken,
  regenerateSecretTokenInput,
  revealSecretToken,
  revealSecretTokenInput,
  signWithNewToken,
} from "@/lib/subscriptions/secret-token";
import {
  setSubscriptionEnabled,
  setSubscriptionEnabledInput,
  validateEndpoint,
  validateEndpointInput,
} from "@/lib/subscriptions/validation";
import { formAction } from "@/lib/web/form-action";

export const setEventsEnabledAction = formAction(setEventsEnabledInput, setEventsEnabled);
export const revealSecretTokenAction = formAction(revealSecretTokenInput, revealSecretToken);
export const regenerateSecretTokenAction = formAction(regenerateSecretTokenInput, regenerateSecretToken);
export const signWithNewTokenAction = formAction(appInput, signWithNewToken);
export const endOldTokenAction = formAction(endOldTokenInput, endOldToken);
export const saveSubscriptionAction = formAction(saveSubscriptionInput, saveSubscription);
export const removeSubscriptionAction = formAction(removeSubscriptionInput, removeSubscription);
export const setSubscriptionEnabledAction = formAction(setSubscriptionEnabledInput, setSubscriptionEnabled);
export const validateEndpointAction = formAction(validateEndpointInput, validateEndpoint);
