import { toast } from "@/components/ui/toaster";
import type { Refused } from "../../../_act/answer";

/** How restoring a removed app ends, as useAct takes it: told in a toast either way. */
export const restoring = ({ name }: { name: string }) => ({
  done: `${name} is back in Created apps.`,
  onRefused: ({ message }: Refused) => toast.error(`${name} was not restored`, { description: message }),
});
