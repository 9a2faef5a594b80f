import { Refusal } from "@/lib/refusal";

/** An account has reached a quota. `waitSeconds`: when a retry may succeed; null if something has to be changed first. */
export class QuotaReached extends Refusal {
  constructor(
    message: string,
    readonly waitSeconds: number | null = null,
  ) {
    super("quota-reached", message);
  }
}

/** A number formatted for a sentence: 100,000. */
export const inWords = (count: number): string => count.toLocaleString("en-US");
