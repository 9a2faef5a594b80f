import { signIn } from "next-auth/react";

/** Signs in somebody who has just set this password and goes to Created apps; when that fails, to the sign-in page. */
export async function enter(email: string, password: string): Promise<void> {
  const entered = await signIn("credentials", { redirect: false, email, password }).catch(() => undefined);
  window.location.assign(entered?.ok ? "/apps" : "/sign-in");
}
