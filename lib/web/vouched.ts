import { cookies } from "next/headers";
import * as z from "zod";
import { config } from "@/lib/config";
import { seal, unseal } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import type { Vouched } from "@/lib/sign-in/provider-sign-in";

// Between the provider's answer and the choice of an account, a cookie holds whom the provider vouched for: sealed so
// that no one can forge it, and not in the URL so that no one can pass it on.

const cookieName = "patchbay-vouched";
const place = "vouched";
const minutes = 10;

const vouchedInput = z.object({
  issuer: z.string(),
  subject: z.string(),
  email: z.string(),
  name: z.string(),
  until: z.number(),
});

/** Remembers whom the provider vouched for, for ten minutes by the database's clock. */
export async function rememberVouched(vouched: Vouched): Promise<void> {
  const until = (await databaseNow()).getTime() + minutes * 60_000;
  (await cookies()).set(cookieName, seal(JSON.stringify({ ...vouched, until }), place), {
    httpOnly: true,
    sameSite: "lax",
    secure: config().baseUrl.startsWith("https:"),
    maxAge: minutes * 60,
    path: "/sign-in",
  });
}

/** Whom the provider vouched for in this browser; null if no one, or more than ten minutes ago. */
export async function findVouched(): Promise<Vouched | null> {
  const sealed = (await cookies()).get(cookieName)?.value;
  const kept = sealed ? open(sealed) : null;
  if (!kept) return null;
  const { until, ...vouched } = kept;
  return (await databaseNow()).getTime() < until ? vouched : null;
}

function open(sealed: string): z.output<typeof vouchedInput> | null {
  try {
    return vouchedInput.parse(JSON.parse(unseal(sealed, place)));
  } catch {
    return null;
  }
}

export async function forgetVouched(): Promise<void> {
  (await cookies()).set(cookieName, "", { maxAge: 0, path: "/sign-in" });
}
