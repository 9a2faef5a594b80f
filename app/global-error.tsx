"use client";

import { AuthFrame } from "@/components/auth-frame";
import { Button } from "@/components/ui/button";
import "./globals.css";

export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <title>Not available · Patchbay</title>
        <AuthFrame
          title="Patchbay is not available right now"
          description="Something went wrong on the server. What was saved is safe."
        >
          <Button onClick={() => window.location.reload()}>Try again</Button>
        </AuthFrame>
      </body>
    </html>
  );
}
