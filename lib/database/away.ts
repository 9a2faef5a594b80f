import { faultOf } from "@/lib/database/faults";

/** Whether the database failed in a way that may pass, so the same request may succeed later. */
export const isDatabaseAway = (error: unknown): boolean => faultOf(error)?.retryAfterSeconds != null;
