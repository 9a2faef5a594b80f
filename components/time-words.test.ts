import { describe, expect, it } from "vitest";
import { exactTime, timeWords } from "./time-words";

const now = new Date("2026-11-22T12:00:00Z");
const said = (at: string, zone = "UTC") => timeWords(new Date(at), now, zone);

describe("a relative time", () => {
  it('is "just now" up to a minute before or after, so that a clock slightly ahead causes no odd text', () => {
    expect(said("2026-11-22T11:59:01Z")).toBe("just now");
    expect(said("2026-11-22T12:00:59Z")).toBe("just now");
  });

  it("counts minutes within the hour, in singular and plural", () => {
    expect(said("2026-11-22T11:59:00Z")).toBe("1 minute ago");
    expect(said("2026-11-22T11:00:01Z")).toBe("59 minutes ago");
    expect(said("2026-11-22T12:05:00Z")).toBe("in 5 minutes");
  });

  it("gives today, yesterday and tomorrow with the time, any other day by its date", () => {
    expect(said("2026-11-22T00:00:00Z")).toBe("today 00:00");
    expect(said("2026-11-21T23:59:59Z")).toBe("yesterday 23:59");
    expect(said("2026-11-23T09:12:00Z")).toBe("tomorrow 09:12");
    expect(said("2026-11-20T23:59:59Z")).toBe("20 Nov 2026");
  });

  it("takes the day from the reader's time zone", () => {
    expect(said("2026-11-21T22:30:00Z", "Asia/Tokyo")).toBe("today 07:30");
    expect(said("2026-11-22T04:30:00Z", "America/Los_Angeles")).toBe("yesterday 20:30");
  });

  it("gives the exact time to the second, with its zone", () => {
    expect(exactTime(new Date("2026-11-12T11:36:05Z"), "UTC")).toBe("12 Nov 2026, 11:36:05 UTC");
  });
});
