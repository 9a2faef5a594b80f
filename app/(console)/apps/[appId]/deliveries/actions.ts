"use server";

import { formAction, previewAction } from "@/lib/web/form-action";
import { previewReplay, replayFailed, replayInput, resendDelivery, resendInput } from "@/lib/webhooks/resend";
import { sampleEvent, sampleInput, sendTestEvent, testEventInput } from "@/lib/webhooks/test-event";

export const resendDeliveryAction = formAction(resendInput, resendDelivery);
export const previewReplayAction = previewAction(replayInput, previewReplay);
export const replayFailedAction = formAction(replayInput, replayFailed);
export const sampleEventAction = previewAction(sampleInput, sampleEvent);
export const sendTestEventAction = formAction(testEventInput, sendTestEvent);
