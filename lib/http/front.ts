import { Hono } from "hono";
import type { MachineEnv } from "@/lib/http/answer";
import { withScope } from "@/lib/http/api-v2";
import { errorAnswer, notFoundAnswer, wrongMethodAnswer } from "@/lib/http/errors";
import { measured } from "@/lib/http/measured";
import { type MachineRoute, machineRoutes } from "@/lib/http/routes";

const machineParts = /^\/(oauth|\.well-known|v2)(\/|$)|^\/(healthz|readyz|metrics)$/;

/** Whether the machine front serves this path (without its query string). */
export const isMachinePath = (pathname: string): boolean => machineParts.test(pathname);

function mount(routes: readonly MachineRoute[]): Hono<MachineEnv> {
  const front = new Hono<MachineEnv>();
  for (const route of routes) front.on(honoMethod(route), route.path, handlerOf(route));
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed = routes.filter((route) => route.path === path).flatMap(({ method }) => allowedBy(method));
    front.all(
      path,
      measured(path, (c) => wrongMethodAnswer(c, allowed)),
    );
  }
  front.notFound(measured("none", notFoundAnswer));
  front.onError((error, c) => errorAnswer(error, c));
  return front;
}

/** Hono names any method ALL. */
const honoMethod = ({ method }: MachineRoute): string => (method === "ANY" ? "ALL" : method);

const handlerOf = (route: MachineRoute) =>
  measured(route.path, route.caller === "token" ? withScope(route.anyOf, route.handle) : route.handle);

/** A GET route answers HEAD too. */
const allowedBy = (method: MachineRoute["method"]): string[] => (method === "GET" ? ["GET", "HEAD"] : [method]);

/** The machine front: it answers every path that {@link isMachinePath} accepts, unknown ones with 404. */
export const machineFront = mount(machineRoutes);
