import { afterEach, describe, expect, it } from "vitest";
import { isDatabaseAway } from "@/lib/database/away";
import { faultOf, tellTrouble } from "@/lib/database/faults";

const withCode = (code: string) => Object.assign(new Error("x"), { code });
const nameOf = (error: unknown) => faultOf(error)?.name ?? null;

afterEach(() => tellTrouble(null));

describe("a database fault is named for what it is", () => {
  it.each([
    ["ECONNREFUSED", "unreachable"],
    ["08006", "unreachable"],
    ["57P01", "restarting"],
    ["57P02", "restarting"],
    ["57P03", "restarting"],
    ["57014", "too-slow"],
    ["P2024", "too-slow"],
    ["55P03", "locked"],
    ["53100", "disk-full"],
    ["53200", "out-of-memory"],
    ["53300", "too-many-connections"],
    ["53400", "overloaded"],
    ["25006", "read-only"],
    ["58030", "disk-failing"],
  ])("%s is %s, and waiting helps", (code, name) => {
    expect([nameOf(withCode(code)), isDatabaseAway(withCode(code))]).toEqual([name, true]);
  });

  it.each([
    ["28P01", "refused"],
    ["3D000", "missing"],
    ["57P04", "missing"],
    ["42P01", "not-migrated"],
    ["42501", "not-allowed"],
    ["XX001", "damaged"],
  ])("%s is %s, and waiting does not help", (code, name) => {
    expect([nameOf(withCode(code)), isDatabaseAway(withCode(code))]).toEqual([name, false]);
  });

  it.each(["23505", "22021", "40001", "ERR_X", ""])("%s is not a fault", (code) => {
    expect(faultOf(withCode(code))).toBeNull();
  });

  it("however deep Prisma has wrapped it", () => {
    const cause = { originalCode: "53100", kind: "postgres", code: "53100" };
    expect(nameOf(new Error("wrapped", { cause: withCode("25006") }))).toBe("read-only");
    expect(nameOf({ code: "P2010", meta: { driverAdapterError: Object.assign(new Error("x"), { cause }) } })).toBe(
      "disk-full",
    );
    expect(nameOf({ message: "\nInvalid `prisma.app.findMany()`\n\nConnection terminated unexpectedly" })).toBe(
      "unreachable",
    );
  });

  it.each([
    ["DatabaseNotReachable", "unreachable"],
    ["ConnectionClosed", "unreachable"],
    ["SocketTimeout", "too-slow"],
  ])("also where Prisma's adapter left only the kind %s", (kind, name) => {
    const driverAdapterError = { name: "DriverAdapterError", cause: { kind, host: "127.0.0.1", port: 5432 } };
    expect(nameOf({ code: "P2010", message: "Raw query failed.", meta: { driverAdapterError } })).toBe(name);
  });

  it("a limit on file size counts as a full disk", () => {
    const message = 'could not write to log file "000000010000000000000001": File too large';
    expect(nameOf(Object.assign(new Error(message), { code: "XX000" }))).toBe("disk-full");
  });

  it("an unreachable database is named by the known reason, for as long as that lasts", () => {
    tellTrouble("disk-full");
    expect([nameOf(withCode("ECONNREFUSED")), nameOf(withCode("55P03"))]).toEqual(["disk-full", "locked"]);
    tellTrouble(null);
    expect(nameOf(withCode("ECONNREFUSED"))).toBe("unreachable");
  });

  it("accepts anything that was thrown", () => {
    for (const thrown of [null, undefined, "text", 7]) expect(faultOf(thrown)).toBeNull();
  });
});
