"use client";

import { ChevronRight, Search } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Role } from "#lib/access/vocabulary.ts";
import { type SettingsSection, searchSettings } from "./settings-index.ts";

/** All sections, and while something is typed the settings with these words. */
export function SettingsSearch({ role, sections }: { role: Role; sections: readonly SettingsSection[] }) {
  const [query, setQuery] = useQueryState("q", parseAsString.withDefault(""));
  const found = searchSettings(query, role);
  const isSearching = query.trim() !== "";
  return (
    <div className="grid gap-4">
      <div className="relative">
        <Search aria-hidden className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-3" />
        <Input
          type="search"
          aria-label="Search the settings"
          placeholder="Search the settings"
          className="pl-9"
          value={query}
          onChange={(event) => setQuery(event.target.value || null)}
        />
      </div>
      <p role="status" className="sr-only">
        {isSearching && (found.length === 1 ? "1 setting found" : `${found.length} settings found`)}
      </p>
      {isSearching && found.length === 0 ? (
        <EmptyState
          icon={<Search />}
          title={`No setting for “${query.trim()}”`}
          description="Try another word, or look through the sections."
          action={<Button onClick={() => setQuery(null)}>Show all sections</Button>}
        />
      ) : (
        <ul className="overflow-hidden rounded-lg border border-border bg-surface-1">
          {isSearching
            ? found.map((entry) => (
                <Line key={entry.title} href={entry.href} title={entry.title} description={entry.description} />
              ))
            : sections.map((section) => (
                <Line key={section.href} href={section.href} title={section.label} description={section.description} />
              ))}
        </ul>
      )}
    </div>
  );
}

function Line({ href, title, description }: { href: string; title: string; description: string }) {
  return (
    <li className="border-border border-b last:border-0">
      <Link
        href={href}
        className="flex items-center gap-3 px-4 py-3 transition-colors hover:bg-surface-2 focus-visible:-outline-offset-2"
      >
        <span className="min-w-0 flex-1">
          <span className="block font-medium text-1">{title}</span>
          <span className="block text-2 text-sm">{description}</span>
        </span>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-3" />
      </Link>
    </li>
  );
}
