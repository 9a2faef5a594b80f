import { describe, expect, it } from "vitest";
import { askDns, hostsIn, resolveHost } from "@/lib/outgoing/resolve";

const forever = new AbortController().signal;

describe("a host", () => {
  it("that is an address resolves to itself", async () => {
    expect(await resolveHost("192.0.2.1", forever)).toEqual(["192.0.2.1"]);
    expect(await resolveHost("2001:db8::1", forever)).toEqual(["2001:db8::1"]);
  });

  it("named localhost is this machine, whatever a resolver would say", async () => {
    expect(await resolveHost("localhost", forever)).toEqual(["127.0.0.1", "::1"]);
    expect(await resolveHost("App.Localhost", forever)).toEqual(["127.0.0.1", "::1"]);
  });

  it("is not looked up after an abort", async () => {
    await expect(resolveHost("nowhere.example", AbortSignal.abort())).rejects.toThrow("aborted");
  });
});

it("parses a hosts file with comments, several names, several addresses and capitals", () => {
  const text =
    "# all of it\n127.0.0.1\tlocalhost  Box.example # me\n\n10.0.0.5 box.example\n::1 six\nnonsense box.example\n";
  expect(Object.fromEntries(hostsIn(text))).toEqual({
    localhost: ["127.0.0.1"],
    "box.example": ["127.0.0.1", "10.0.0.5"],
    six: ["::1"],
  });
});

describe("name servers", () => {
  const refusing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

  /** Name servers that answer this way for either family; pending queries are rejected on cancel. */
  function servers(four: () => Promise<string[]>, six: () => Promise<string[]>) {
    const taken: ((error: Error) => void)[] = [];
    const orTaken = (answer: () => Promise<string[]>) => () =>
      Promise.race([answer(), new Promise<string[]>((_, reject) => taken.push(reject))]);
    return {
      resolve4: orTaken(four),
      resolve6: orTaken(six),
      cancel: () => {
        for (const reject of taken) reject(new Error("cancelled"));
      },
    };
  }

  const never = () => new Promise<string[]>(() => {});
  const [v4, v6] = [async () => ["192.0.2.1"], async () => ["2001:db8::1"]];

  it("are asked for both families", async () => {
    expect(await askDns("a.example", forever, servers(v4, v6))).toEqual(["192.0.2.1", "2001:db8::1"]);
  });

  it("need to answer for one family only, whether the other is missing or silent", async () => {
    expect(await askDns("a.example", forever, servers(v4, refusing("ENODATA")))).toEqual(["192.0.2.1"]);
    expect(await askDns("a.example", forever, servers(refusing("ENODATA"), v6))).toEqual(["2001:db8::1"]);
    expect(await askDns("a.example", forever, servers(v4, never))).toEqual(["192.0.2.1"]);
  });

  it("pass their error on unchanged", async () => {
    const asked = askDns("a.example", forever, servers(refusing("ENOTFOUND"), refusing("ENOTFOUND")));
    await expect(asked).rejects.toMatchObject({ code: "ENOTFOUND" });
  });

  it("are not waited for after an abort", async () => {
    const over = new AbortController();
    const asked = askDns("a.example", over.signal, servers(never, never));
    over.abort();
    await expect(asked).rejects.toThrow("cancelled");
  });
});
