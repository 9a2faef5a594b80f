import type { Metadata } from "next";
import { AuthFrame } from "@/components/auth-frame";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { currentActor } from "@/lib/web/session";
import ConsoleLayout from "./(console)/layout";
import NotFoundInConsole from "./(console)/not-found";

export const metadata: Metadata = { title: "Page not found" };

/** For addresses of no page: within the console for those who are signed in. */
export default async function NotFound() {
  if (await currentActor()) {
    return (
      <ConsoleLayout>
        <NotFoundInConsole />
      </ConsoleLayout>
    );
  }
  return (
    <AuthFrame
      title="Page not found"
      description="There is no page at this address. It may have been mistyped or cut short."
    >
      <Button asChild>
        <Link href="/apps">Go to Created apps</Link>
      </Button>
    </AuthFrame>
  );
}
