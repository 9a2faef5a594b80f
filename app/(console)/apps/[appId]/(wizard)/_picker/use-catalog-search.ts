"use client";

import { startTransition, useEffect, useState } from "react";
import { unreachableForNow } from "@/components/unreachable";
import type { CatalogAnswer } from "./catalog-answer";

/** A search that takes longer than this shows a loading state. */
const patienceMs = 150;
const retryMs = 2000;

type Found<Item> = { answer: CatalogAnswer<Item>; seen: ReadonlyMap<string, Item> };

const nothing = { answer: { categories: [], groups: [], total: 0, shown: 0 }, seen: new Map<string, never>() };

/**
 * Searches a catalog on the server while someone types. Only the newest query counts; the current list stays until its
 * answer arrives. `picker`: props of a PickerDialog; `seen`: every item listed so far, by ID.
 */
export function useCatalogSearch<Item extends { id: string }>(address: string) {
  const [query, setQuery] = useState("");
  const [category, setCategory] = useState<string | null>(null);
  const [found, setFound] = useState<Found<Item>>(nothing);
  const [waiting, setWaiting] = useState(true);
  const [problem, setProblem] = useState<string>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const question = new AbortController();
    const slow = setTimeout(() => setWaiting(true), patienceMs);
    let again: ReturnType<typeof setTimeout> | undefined;

    async function ask() {
      const { answer, why } = await search<Item>(address, query, category, question.signal);
      if (question.signal.aborted) return;
      clearTimeout(slow);
      if (!answer) again = setTimeout(() => setAttempt(attempt + 1), retryMs);
      // Rendering a long list must not block typing.
      startTransition(() => {
        setProblem(why);
        setWaiting(answer === undefined);
        if (answer) setFound((before) => remember(before, answer));
      });
    }

    void ask();
    return () => {
      question.abort();
      clearTimeout(slow);
      clearTimeout(again);
    };
  }, [address, query, category, attempt]);

  const picker = { query, onQueryChange: setQuery, category, onCategory: setCategory, loading: waiting };
  return { picker, ...found, problem };
}

type Outcome<Item> = { answer: CatalogAnswer<Item>; why?: undefined } | { answer?: undefined; why: string };

async function search<Item>(
  address: string,
  query: string,
  product: string | null,
  signal: AbortSignal,
): Promise<Outcome<Item>> {
  const asked = new URLSearchParams({ q: query, ...(product === null ? {} : { product }) });
  try {
    const response = await fetch(`${address}?${asked}`, { signal, redirect: "error" });
    if (response.ok) return { answer: await response.json() };
    return { why: whyOf(response.status) };
  } catch {
    return { why: unreachableForNow };
  }
}

function whyOf(status: number): string {
  if (status === 401) return "You’re signed out. Sign in again in another tab to resume updates.";
  if (status === 404) return "This app no longer exists.";
  return "The server can’t answer right now. Trying again…";
}

/** Unchanged items stay the same objects, so that their rows don't render again. */
function remember<Item extends { id: string }>(before: Found<Item>, answer: CatalogAnswer<Item>): Found<Item> {
  const seen = new Map(before.seen);
  const groups = answer.groups.map(({ name, items }) => ({
    name,
    items: items.map((item) => {
      const known = seen.get(item.id);
      const kept = known && JSON.stringify(known) === JSON.stringify(item) ? known : item;
      seen.set(item.id, kept);
      return kept;
    }),
  }));
  return { answer: { ...answer, groups }, seen };
}
