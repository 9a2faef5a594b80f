import { faultOf } from "@/lib/database/faults";

/** Whether an error means that the database cannot do it now, and the same request may well succeed later. */
export const isDatabaseAway = (error: unknown): boolean => faultOf(error)?.retryAfterSeconds != null;
