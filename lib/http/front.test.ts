import { describe, expect, it } from "vitest";
import * as z from "zod";
import { isDatabaseAway } from "@/lib/database/away";
import { isMachinePath } from "@/lib/http/front";
import { fieldErrors } from "@/lib/http/query";
import { machineRoutes } from "@/lib/http/routes";
import { nameParts } from "@/lib/http/users";

describe("machine paths", () => {
  it("include the path of every route", () => {
    expect(machineRoutes.filter(({ path }) => !isMachinePath(path))).toEqual([]);
  });

  it.each(["/oauth/x", "/.well-known/x", "/v2", "/v2/users", "/metrics"])("%s is a machine's", (path) => {
    expect(isMachinePath(path)).toBe(true);
  });

  it.each(["/", "/apps", "/oauthx", "/v20", "/healthz/x", "/apps/oauth/token", "/metricsx"])("%s is not", (path) => {
    expect(isMachinePath(path)).toBe(false);
  });
});

describe("names", () => {
  it.each([
    ["Ada Lovelace", "Ada", "Lovelace"],
    ["Ludwig van Beethoven", "Ludwig", "van Beethoven"],
    ["Plato", "Plato", ""],
    ["  Ada   King  Lovelace ", "Ada", "King Lovelace"],
  ])("%s is %s and %s", (name, first_name, last_name) => {
    expect(nameParts(name)).toEqual({ first_name, last_name });
  });
});

it("an invalid part is named by its path", () => {
  const { error } = z
    .object({ events: z.array(z.object({ event: z.string("Name it.") })) })
    .safeParse({ events: [{}] });
  expect(error && fieldErrors(error)).toEqual([{ field: "events.0.event", message: "Name it." }]);
});

describe("an unavailable database", () => {
  const withCode = (code: string) => Object.assign(new Error("x"), { code });

  it.each(["ECONNREFUSED", "ECONNRESET", "57P01", "57P03", "53300", "08006"])("is recognized by %s", (code) => {
    expect(isDatabaseAway(withCode(code))).toBe(true);
    expect(isDatabaseAway(new Error("wrapped", { cause: withCode(code) }))).toBe(true);
  });

  it("is recognized by the driver's messages", () => {
    expect(isDatabaseAway(new Error("Connection terminated unexpectedly"))).toBe(true);
    expect(isDatabaseAway(new Error("timeout exceeded when trying to connect"))).toBe(true);
  });

  it.each(["23505", "42P01", "22021", "ERR_X"])("is not assumed for %s", (code) => {
    expect(isDatabaseAway(withCode(code))).toBe(false);
  });
});
