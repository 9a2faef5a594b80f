import { toast } from "@/components/ui/toaster";
import { restoreAppAction } from "./actions";

/** Restores a removed app and says in a toast what came of it, and whether it was done. */
export async function restoreWithToast(app: { id: string; name: string }): Promise<boolean> {
  const result = await restoreAppAction({ appId: app.id }).catch(() => null);
  if (result?.ok) toast.success(`${app.name} is back in Created apps.`);
  else toast.error(`${app.name} was not restored`, { description: result?.message ?? "The server cannot be reached." });
  return result?.ok ?? false;
}
