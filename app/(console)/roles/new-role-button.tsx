"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";

export function NewRoleButton() {
  const router = useRouter();
  return (
    <Button variant="primary" onClick={() => router.push("/roles/new")}>
      New role
    </Button>
  );
}
