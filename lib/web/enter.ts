import { signIn } from "next-auth/react";

/** Signs in with a password that was just set and goes to Created apps; to the sign-in page if that fails. */
export async function enter(email: string, password: string): Promise<void> {
  const entered = await signIn("credentials", { redirect: false, email, password }).catch(() => undefined);
  window.location.assign(entered?.ok ? "/apps" : "/sign-in");
}
