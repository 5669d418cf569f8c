"use client";

import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { ErrorState } from "#components/error-state.tsx";
import { Input } from "#components/ui/input.tsx";

export type SearchListProps<T> = {
  /** In the search field while it is empty. */
  placeholder: string;
  search: { text: string; setText: (text: string) => void; searching: boolean; found?: T[]; problem?: string };
  nothing: string;
  children: (item: T) => ReactNode;
};

/** A search field and what it finds, in a dialog. */
export function SearchList<T>({ placeholder, search, nothing, children }: SearchListProps<T>) {
  const { text, setText, searching, found, problem } = search;
  return (
    <div className="grid grid-cols-1 gap-3 pt-1">
      <search className="relative">
        <Search aria-hidden className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-3" />
        <Input
          type="search"
          aria-label={placeholder}
          placeholder={placeholder}
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.target.value)}
          className="pl-9"
        />
      </search>
      <p role="status" className="sr-only">
        {searching ? "Searching" : found && `${found.length} found`}
      </p>
      {problem && <ErrorState layout="inline" title="Nothing could be searched" description={problem} />}
      {found?.length === 0 && <p className="py-8 text-center text-2">{nothing}</p>}
      {found && found.length > 0 && (
        <ul aria-busy={searching} className="grid grid-cols-1 gap-1">
          {found.map(children)}
        </ul>
      )}
    </div>
  );
}
