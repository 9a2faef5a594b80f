import type { SigningTokens } from "@/lib/webhooks/signature";

export type StageName = "dns" | "tls" | "status" | "time" | "body";

export type Stage = {
  stage: StageName;
  /** Null: not reached. */
  ok: boolean | null;
  /** A sentence. */
  detail: string;
  /** Of the body: what a right answer holds, and what came (its first 16 KiB). */
  expected?: string;
  received?: string;
};

/** Asks the endpoint the challenge (docs/notifications.md). */
export async function challenge(_asked: {
  url: string;
  tokens: SigningTokens;
  /** The endpoint's authorization: secret, never shown in a stage. */
  headers: Record<string, string>;
  /** The database's clock: the challenge is signed with it. */
  now: Date;
  deadlineMs?: number;
  signal?: AbortSignal;
}): Promise<{ valid: boolean; stages: Stage[] }> {
  return { valid: false, stages: [] };
}
