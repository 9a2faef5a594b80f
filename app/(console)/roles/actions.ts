"use server";

import { roleInput } from "@/lib/rights/rules";
import { createRole, deleteRole, deleteRoleInput, saveRole, saveRoleInput } from "@/lib/roles/commands";
import { previewRole, previewRoleDeletion, previewRoleDeletionInput, previewRoleInput } from "@/lib/roles/queries";
import { formAction, previewAction } from "@/lib/web/form-action";
import { showEffect } from "../_effect/effect-view";

export const createRoleAction = formAction(roleInput, createRole);

export const previewRoleAction = previewAction(previewRoleInput, async (actor, input) =>
  showEffect(actor, await previewRole(actor, input)),
);

export const saveRoleAction = formAction(saveRoleInput, saveRole);

export const previewRoleDeletionAction = previewAction(previewRoleDeletionInput, async (actor, input) =>
  showEffect(actor, await previewRoleDeletion(actor, input)),
);

export const deleteRoleAction = formAction(deleteRoleInput, deleteRole);
