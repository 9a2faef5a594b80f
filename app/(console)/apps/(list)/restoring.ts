import { toast } from "@/components/ui/toaster";
import type { Refused } from "../../../_act/answer";

/** Options of useAct for restoring a removed app: a toast on success and on refusal. */
export const restoring = ({ name }: { name: string }) => ({
  done: `${name} is back in Created apps.`,
  onRefused: ({ message }: Refused) => toast.error(`${name} was not restored`, { description: message }),
});
