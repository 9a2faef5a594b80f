"use client";

import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { PickerCategories, type PickerCategory } from "@/components/picker/categories";
import type { PickerGroupData } from "@/components/picker/group";
import { PickerList } from "@/components/picker/list";
import { STOPS } from "@/components/picker/use-arrow-keys";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, type DialogParts } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";

type PickerDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  searchLabel: string;
  query: string;
  onQueryChange: (query: string) => void;
  /** A newer list is loading; the current one stays visible. */
  loading?: boolean;
  categories: PickerCategory[];
  /** The selected category's name; null for all products. */
  category: string | null;
  onCategory: (category: string | null) => void;
  groups: PickerGroupData[];
  selected: ReadonlySet<string>;
  onToggle: (id: string, on: boolean) => void;
  /** `ids`: the group's items that may be changed. */
  onToggleGroup: (ids: string[], on: boolean) => void;
  /** What Done is going to add and remove. */
  summary?: ReactNode;
  doneLabel?: string;
  onDone: () => void;
  pending?: boolean;
  error?: string | undefined;
  /** Replaces the picker, in the same dialog. */
  instead?: DialogParts | null;
  /** Shown if nothing matches. */
  emptyText: string;
};

/** Selects items from a long catalog: search at the top, categories on the left, groups of checkboxes on the right. */
export function PickerDialog({ open, onOpenChange, title, selected, ...picker }: PickerDialogProps) {
  const search = useRef<HTMLInputElement>(null);
  function focusSearch(event: Event) {
    event.preventDefault();
    search.current?.focus();
  }
  const footer = (
    <PickerFooter
      count={selected.size}
      summary={picker.summary}
      doneLabel={picker.doneLabel ?? "Done"}
      onDone={picker.onDone}
      pending={picker.pending ?? false}
    />
  );
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      size="xl"
      bare
      onOpenAutoFocus={focusSearch}
      footer={footer}
      instead={picker.instead ?? null}
    >
      <div className="flex min-h-0 grow flex-col sm:h-[min(42rem,100dvh-12rem)] sm:grow-0">
        <PickerSearch
          ref={search}
          label={picker.searchLabel}
          query={picker.query}
          onQueryChange={picker.onQueryChange}
        />
        <div className="flex min-h-0 grow flex-col border-t sm:flex-row">
          <PickerCategories
            categories={picker.categories}
            category={picker.category}
            onCategory={picker.onCategory}
            searching={picker.query.trim() !== ""}
          />
          <PickerList
            groups={picker.groups}
            selected={selected}
            onToggle={picker.onToggle}
            onToggleGroup={picker.onToggleGroup}
            unfolded={picker.query !== "" || picker.category !== null}
            loading={picker.loading ?? false}
            emptyText={picker.emptyText}
          />
        </div>
        {picker.error && (
          <Alert tone="bad" className="rounded-none border-x-0 border-b-0">
            {picker.error}
          </Alert>
        )}
      </div>
    </Dialog>
  );
}

type PickerSearchProps = {
  ref: React.Ref<HTMLInputElement>;
  label: string;
  query: string;
  onQueryChange: (query: string) => void;
};

function PickerSearch({ ref, label, query, onQueryChange }: PickerSearchProps) {
  function enterList(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== "ArrowDown") return;
    const first = event.currentTarget.closest("[role=dialog]")?.querySelector<HTMLElement>(STOPS);
    if (!first) return;
    event.preventDefault();
    first.focus();
  }
  return (
    <div className="relative px-5 pb-4">
      <Search aria-hidden className="absolute top-2.5 left-8 size-4 text-ink-faint pointer-coarse:top-3.5" />
      <Input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => onQueryChange(event.target.value)}
        onKeyDown={enterList}
        className="pl-9"
      />
    </div>
  );
}

type PickerFooterProps = {
  count: number;
  summary: ReactNode;
  doneLabel: string;
  onDone: () => void;
  pending: boolean;
};

function PickerFooter({ count, summary, doneLabel, onDone, pending }: PickerFooterProps) {
  return (
    <>
      <div className="mr-auto flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1">
        <span className="font-semibold">{count} selected</span>
        {summary && <div className="min-w-0 text-sm text-ink-soft">{summary}</div>}
      </div>
      <Button variant="primary" pending={pending} onClick={onDone}>
        {doneLabel}
      </Button>
    </>
  );
}
