import { beginAt, type MachineContext } from "@/lib/http/answer";

export type Handler = (c: MachineContext) => Response | Promise<Response>;

/** The handler of a route whose answers are measured under this path. */
export const measured =
  (path: string, handle: Handler): Handler =>
  (c) => {
    beginAt(c, path);
    return handle(c);
  };
