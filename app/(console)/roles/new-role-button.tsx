"use client";

import { goTo } from "@/components/navigation";
import { Button } from "@/components/ui/button";

export function NewRoleButton() {
  return (
    <Button variant="primary" onClick={() => goTo("/roles/new")}>
      New role
    </Button>
  );
}
