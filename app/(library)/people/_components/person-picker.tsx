"use client";

import { type ReactNode, useEffect, useState } from "react";
import { getJson } from "#app/_components/get-json.ts";
import { Command, CommandEmpty, CommandInput, CommandItem, CommandList } from "#components/ui/command.tsx";
import type { PeopleKind } from "#lib/people/vocabulary.ts";
import { Portrait } from "../../_components/portrait.tsx";
import { type Person, peoplePage } from "./person.ts";

const shownPeople = 20;
const searchDelayMs = 200;

export type PersonPickerProps = {
  kind: PeopleKind;
  /** Not offered: the person themselves, who is in the cast or was taken out. */
  withoutIds: readonly number[];
  /** Entries for what is typed that stand before those found. */
  before?: (name: string) => ReactNode;
  onPick: (person: Person) => void;
  /** Offers a name that nobody has, where it may be new. */
  onNew?: (name: string) => void;
  mayBeNew?: (name: string) => boolean;
};

/** Finds a person by typing. */
export function PersonPicker({ kind, withoutIds, before, onPick, onNew, mayBeNew = () => true }: PersonPickerProps) {
  const [query, setQuery] = useState("");
  const { people, state } = usePeople(kind, query);
  const offered = people.filter(({ personId }) => !withoutIds.includes(personId));
  const name = query.trim();
  return (
    <Command label="Find a person" shouldFilter={false} className="rounded-lg border border-border">
      <CommandInput value={query} onValueChange={setQuery} placeholder="Type a name" />
      <CommandList aria-busy={state === "asking"}>
        <CommandEmpty>{emptyText(state, name)}</CommandEmpty>
        {before?.(name)}
        {offered.map((person) => (
          <CommandItem key={person.personId} value={String(person.personId)} onSelect={() => onPick(person)}>
            <Portrait name={person.name} imageHash={person.imageHash} className="size-8 text-xs" />
            <span className="min-w-0 truncate">{person.name}</span>
            <span className="ml-auto text-3 text-xs">
              {person.titleCount === 1 ? "1 title" : `${person.titleCount} titles`}
            </span>
          </CommandItem>
        ))}
        {onNew && name !== "" && state === "done" && mayBeNew(name) && (
          <CommandItem value="new" onSelect={() => onNew(name)}>
            Add “{name}” as somebody new
          </CommandItem>
        )}
      </CommandList>
    </Command>
  );
}

type State = "idle" | "asking" | "done" | "failed";

function emptyText(state: State, name: string): string {
  if (state === "failed") return "The search did not answer. Try again in a moment.";
  if (state === "asking") return "Searching";
  return name === "" ? "Type a name to find somebody." : `Nobody is called “${name}”.`;
}

/** The answer to the latest query only. */
function usePeople(kind: PeopleKind, query: string): { people: readonly Person[]; state: State } {
  const [answer, setAnswer] = useState<{ query: string; people: readonly Person[]; failed: boolean }>();
  const wanted = query.trim();
  useEffect(() => {
    if (wanted === "") return;
    let isLatest = true;
    const timer = setTimeout(async () => {
      const address = new URLSearchParams({ kind, q: wanted, sort: "titles", limit: String(shownPeople) });
      const found = await getJson(`/people/list?${address}`, peoplePage).catch(() => undefined);
      if (isLatest) setAnswer({ query: wanted, people: found?.people ?? [], failed: found === undefined });
    }, searchDelayMs);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [kind, wanted]);
  if (wanted === "") return { people: [], state: "idle" };
  if (answer?.query !== wanted) return { people: answer?.people ?? [], state: "asking" };
  return { people: answer.people, state: answer.failed ? "failed" : "done" };
}
