import { describe, expect, it } from "vitest";
import { unreachable } from "@/components/unreachable";
import { answerOf } from "./answer";

describe("the answer to an action", () => {
  it("is the server's answer, including refusals", async () => {
    const refused = { ok: false, code: "forbidden", message: "You may not.", items: [] } as const;
    expect(await answerOf(async () => ({ ok: true, value: 7 }))).toEqual({ ok: true, value: 7 });
    expect(await answerOf<never>(async () => ({ ...refused, items: [] }))).toEqual(refused);
  });

  it("is a refusal that says the server can't be reached if there was no response", async () => {
    const lost = () => Promise.reject(new TypeError("Failed to fetch"));
    expect(await answerOf(lost)).toEqual({ ok: false, code: "unexpected", message: unreachable, items: [] });
  });
});
