"use server";

import { previewReplay, replayFailed, replayInput, resendDelivery, resendInput } from "@/lib/deliveries/resend";
import { sampleEvent, sampleInput, sendTestEvent, testEventInput } from "@/lib/deliveries/test-event";
import { formAction, previewAction } from "@/lib/web/form-action";

export const resendDeliveryAction = formAction(resendInput, resendDelivery);
export const previewReplayAction = previewAction(replayInput, previewReplay);
export const replayFailedAction = formAction(replayInput, replayFailed);
export const sampleEventAction = previewAction(sampleInput, sampleEvent);
export const sendTestEventAction = formAction(testEventInput, sendTestEvent);
