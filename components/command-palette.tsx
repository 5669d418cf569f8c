"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import type { PictureSource } from "./artwork-source.ts";
import { announceLeaving } from "./leaving.ts";
import { Poster } from "./poster.tsx";
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "./ui/command.tsx";
import { Dialog } from "./ui/dialog.tsx";
import { Kbd } from "./ui/kbd.tsx";
import { PaletteBox } from "./ui/palette-box.tsx";
import { useKeys } from "./use-keys.ts";

export type PaletteItem = {
  id: string;
  title: string;
  subtitle?: string;
  /** A poster; `null` shows the missing state. Leave out for pages and actions. */
  picture?: PictureSource | null;
  icon?: ReactNode;
  shortcut?: string;
  /** Where it leads… */
  href?: string;
  /** …or what it does. */
  onSelect?: () => void;
};

export type PaletteGroup = { title: string; items: readonly PaletteItem[] };

export type CommandPaletteProps = {
  /** Always at hand: pages and actions, filtered here while typing. */
  groups: readonly PaletteGroup[];
  /** What is found here too while something is typed, and would be too much before: settings. */
  find?: (query: string) => readonly PaletteGroup[];
  /** Films, series and people from the server, best first. Called at most every 150 ms, from two characters on. */
  search?: (query: string) => Promise<readonly PaletteGroup[]>;
};

const searchDelayMs = 150;
const searchFromChars = 2;

/** The search of the top bar; opens by a press, `/` and Ctrl-K. */
export function CommandPalette({ groups, find, search }: CommandPaletteProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const { found, failed, searching } = useSearch(open ? query : "", search);

  useKeys({ "/": () => setOpen(true), "mod+k": () => setOpen(true) });

  function change(next: boolean) {
    setOpen(next);
    if (!next) setQuery("");
  }

  const words = query.trim().toLowerCase();
  const own = groups
    .map((group) => ({ ...group, items: group.items.filter((item) => item.title.toLowerCase().includes(words)) }))
    .filter((group) => group.items.length > 0);

  function choose(item: PaletteItem) {
    change(false);
    item.onSelect?.();
    if (!item.href) return;
    announceLeaving(item.href);
    router.push(item.href);
  }

  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="/ Control+K"
        onClick={() => setOpen(true)}
        className="flex h-8 w-full max-w-80 items-center gap-2 rounded-lg border border-border bg-surface-1 px-3 text-left text-3 text-sm transition-colors hover:border-border-strong hover:text-2 touch:h-11"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        <span className="flex-1 truncate">Search</span>
        <span className="max-md:hidden">
          <Kbd keys="/" />
        </span>
      </button>
      <Dialog open={open} onOpenChange={change}>
        <PaletteBox title="Search">
          <Command label="Search" shouldFilter={false} loop>
            <CommandInput value={query} onValueChange={setQuery} placeholder="Films, series, people, settings" />
            <CommandList aria-busy={searching}>
              <CommandEmpty>
                {failed
                  ? "The search did not answer. Try again in a moment."
                  : searching
                    ? "Searching"
                    : `Nothing found for “${query}”.`}
              </CommandEmpty>
              {[...found, ...own, ...(find?.(query) ?? [])].map((group) => (
                <CommandGroup key={group.title} heading={group.title}>
                  {group.items.map((item) => (
                    <CommandItem key={item.id} value={item.id} shortcut={item.shortcut} onSelect={() => choose(item)}>
                      {item.picture !== undefined && (
                        <Poster
                          picture={item.picture}
                          title={item.title}
                          decorative
                          sizes="32px"
                          className="w-8 shrink-0 rounded-sm"
                        />
                      )}
                      {item.icon}
                      <span className="min-w-0">
                        <span className="block truncate">{item.title}</span>
                        {item.subtitle && <span className="block truncate text-3 text-xs">{item.subtitle}</span>}
                      </span>
                    </CommandItem>
                  ))}
                </CommandGroup>
              ))}
            </CommandList>
          </Command>
        </PaletteBox>
      </Dialog>
    </>
  );
}

type Found = { query: string; groups: readonly PaletteGroup[]; failed: boolean };

/** Answers to the latest query only; older ones stay in sight until then, so that the list does not flicker. */
function useSearch(query: string, search: CommandPaletteProps["search"]) {
  const [found, setFound] = useState<Found>({ query: "", groups: [], failed: false });
  const wanted = query.trim().length >= searchFromChars ? query.trim() : "";

  useEffect(() => {
    if (!search || wanted === "") return;
    let stale = false;
    const timer = setTimeout(async () => {
      const answer = await search(wanted).then(
        (groups) => ({ query: wanted, groups, failed: false }),
        () => ({ query: wanted, groups: [], failed: true }),
      );
      if (!stale) setFound(answer);
    }, searchDelayMs);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [search, wanted]);

  if (!search || wanted === "") return { found: [], failed: false, searching: false };
  return { found: found.groups, failed: found.failed, searching: found.query !== wanted };
}
