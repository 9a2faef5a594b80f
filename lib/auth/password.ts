import { hash, verify } from "@node-rs/argon2";
import { randomToken } from "@/lib/crypto";

/** argon2id with OWASP's first choice of cost: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

let nobody: Promise<string> | undefined;

/** Whether the password is the one behind the hash. Without a hash it costs the same and says no. */
export async function passwordMatches(password: string, passwordHash: string | null): Promise<boolean> {
  nobody ??= hashPassword(randomToken());
  const matches = await verify(passwordHash ?? (await nobody), password);
  return matches && passwordHash !== null;
}
