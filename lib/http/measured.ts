import { beginAt, type MachineContext } from "@/lib/http/answer";

export type Handler = (c: MachineContext) => Response | Promise<Response>;

/** Wraps a route's handler so that its responses are measured under this path. */
export const measured =
  (path: string, handle: Handler): Handler =>
  (c) => {
    beginAt(c, path);
    return handle(c);
  };
