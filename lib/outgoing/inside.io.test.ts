import { Socket, type TcpNetConnectOpts } from "node:net";
import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { send } from "@/lib/outgoing/send";
import { bareHost } from "@/lib/outgoing/target";
import { insideHost, insideHosts, insideRanges, outsideHosts, spellingNames } from "@/tests/support/hosts";
import { figure, times } from "@/tests/support/prove";
import { startReceiver } from "@/tests/support/receiver";
import { useSettings } from "@/tests/support/settings";

/** Every address that something tried to connect to; only `reached` accepts a connection. */
const network = vi.hoisted(() => ({ tried: [] as string[], reached: "127.0.0.2" }));

vi.mock("node:net", async (original) => {
  const net = await original<typeof import("node:net")>();
  const connect = (options: TcpNetConnectOpts) => {
    options.lookup?.("", { all: true }, (_error, found) => {
      network.tried.push(...(found as { address: string }[]).map(({ address }) => address));
    });
    return network.tried.at(-1) === network.reached ? net.connect(options) : unreachable();
  };
  return { ...net, connect };
});

function unreachable(): Socket {
  const socket = new Socket();
  queueMicrotask(() => socket.destroy(new Error("not reached")));
  return socket;
}

beforeEach(() => useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "" }));

afterEach(() => {
  network.tried = [];
});

const ask = (url: string, addresses?: string[]) =>
  send({ url, headers: {}, body: "{}", fresh: true, ...(addresses && { resolve: async () => addresses }) });

/** The address a host denotes, as a resolver would report it; null for a name. */
const addressOf = (host: string): string | null => {
  const address = bareHost(new URL(`https://${host}/`).hostname);
  return ipaddr.isValid(address) ? address : null;
};

const addresses = [...new Set(insideHosts.flatMap(([, host]) => addressOf(host) ?? []))];

describe("no connection is made to", () => {
  it("a host that is an internal address, however it is written, on any port", async () => {
    for (const [what, host] of insideHosts) {
      for (const port of ["", ":80", ":8443"]) {
        const sent = await ask(`https://${host}${port}/hook`);
        expect(sent, what).toMatchObject({ failure: "blocked", address: null });
      }
    }
    expect(network.tried).toEqual([]);
  });

  it("a name that resolves to any of these addresses, alone or among others, in any spelling or zone", async () => {
    const told = addresses.flatMap((one) => [[one], [one, "10.0.0.1"], [one.toUpperCase()], [`${one}%eth0`]]);
    for (const list of told) {
      const sent = await ask("https://inner.example/", list);
      expect(sent, String(list)).toMatchObject({ failure: "blocked", address: null });
    }
    expect(network.tried).toEqual([]);
  });

  it("any internal address, in any spelling", { timeout: times(10_000, 300_000) }, async () => {
    const runs = times(500, 20_000);
    const range = fc.constantFrom(...insideRanges);
    const property = fc.asyncProperty(range, fc.nat(), fc.constantFrom(...spellingNames), async (...which) => {
      const host = insideHost(...which);
      expect(await ask(`https://${host}/`)).toMatchObject({ failure: "blocked", address: null });
      const address = addressOf(host);
      if (address) expect(await ask("https://inner.example/", [address])).toMatchObject({ failure: "blocked" });
    });
    await fc.assert(property, { seed: 11, numRuns: runs });
    expect(network.tried).toEqual([]);
    expect(insideHosts.length).toBeGreaterThanOrEqual(194);
    const forms = `${insideHosts.length} hosts and ${runs} at random`;
    figure("Notifications to addresses inside", `${forms}, written out and as what a name leads to: 0 connections`);
  });
});

it("a redirect to any of them is not followed", async () => {
  useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: network.reached });
  const locations = insideHosts.flatMap(([, host]) => (/^[\x21-\x7e]+$/.test(host) ? [`http://${host}/`] : []));
  const receiver = await startReceiver({
    host: network.reached,
    answer: (_request, count) => ({
      status: [301, 302, 303, 307, 308][count % 5] ?? 307,
      headers: { location: locations[count - 1] ?? "" },
    }),
  });
  for (const _ of locations) expect(await ask(receiver.url)).toMatchObject({ failure: "redirect" });
  expect(new Set(network.tried)).toEqual(new Set([network.reached]));
  expect(receiver.connections()).toBe(locations.length);
  await receiver.stop();
});

describe("a public host is connected to, and only at its public address:", () => {
  it.each(outsideHosts)("%s", async (host) => {
    const address = addressOf(host);
    await ask(`https://${host}/hook`, [address ?? "93.184.215.14"]);
    await ask("https://named.example/", [address ?? "93.184.215.14", "127.0.0.1", "::1"]);
    expect(network.tried).toEqual(Array(2).fill(address ?? "93.184.215.14"));
  });

  it("none of them are refused", () => {
    figure("Public hosts of notifications", `${outsideHosts.length} tried: 0 refused`);
  });
});
