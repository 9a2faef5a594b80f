import { toast } from "@/components/ui/toaster";
import type { Refused } from "../../../_act/answer";

/** The ends of restoring a removed app, for useAct: a toast for success and for refusal. */
export const restoring = ({ name }: { name: string }) => ({
  done: `${name} is back in Created apps.`,
  onRefused: ({ message }: Refused) => toast.error(`${name} was not restored`, { description: message }),
});
