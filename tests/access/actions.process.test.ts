import { afterAll, beforeAll, describe, it } from "vitest";
import { callAction } from "@/tests/access/ask";
import { type Door, enter, expectRow, isByLink, openDoor } from "@/tests/access/knock";
import { actions } from "@/tests/access/table/actions";

// The rows of the access table that are server actions, on a server of their own: two files are executed at a time.

let door: Door;

beforeAll(async () => {
  door = await openDoor();
});

afterAll(() => door?.site.stop());

describe("a server action obeys whom the table says; for all others it changes nothing", () => {
  it.each(Object.entries(actions))("%s", async (name, row) => {
    await expectRow(
      door,
      row.who,
      { ...(row.state && { state: row.state }), byLink: isByLink(name) },
      async (target, caller) => {
        const cookie = await enter(door, target, caller);
        return () => callAction(door.site, name, row, target, cookie);
      },
    );
  });
});
