import { Refusal } from "@/lib/refusal";

/** An account has as much as it may. `waitSeconds`: when it is worth trying again; null: not without doing something. */
export class QuotaReached extends Refusal {
  constructor(
    message: string,
    readonly waitSeconds: number | null = null,
  ) {
    super("quota-reached", message);
  }
}

/** A number as sentences have it: 100,000. */
export const inWords = (count: number): string => count.toLocaleString("en-US");
