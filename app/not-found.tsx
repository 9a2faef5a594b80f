import type { Metadata } from "next";
import { AuthFrame } from "@/components/auth-frame";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
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
