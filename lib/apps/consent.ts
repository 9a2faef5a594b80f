import * as z from "zod";
import { Refusal, type RefusalItem } from "@/lib/refusal";

const questionCodes = ["would-break-activation", "last-credential"] as const;

/** The codes of refusals that ask back: the same change goes ahead if the person agrees. */
export type QuestionCode = (typeof questionCodes)[number];

/** What the person agreed to, by the codes of the questions. Not every change asks; consent to what isn't asked is ignored. */
export const consentInput = z.array(z.enum(questionCodes)).max(questionCodes.length).readonly().optional();

export type Consent = readonly QuestionCode[];

/** A refusal that asks back, before it is thrown. */
export type Question = { code: QuestionCode; message: string; items?: RefusalItem[] };

/** @throws Refusal the question, if there is one, unless the person agreed to it */
export function askUnlessAgreed(question: Question | null | undefined, consent: Consent = []): void {
  if (!question || consent.includes(question.code)) return;
  throw new Refusal(question.code, question.message, question.items);
}
