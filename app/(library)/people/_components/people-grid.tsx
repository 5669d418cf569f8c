"use client";

import { useState, useTransition } from "react";
import { getJson } from "#app/_components/get-json.ts";
import { toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import type { PeopleKind } from "#lib/people/vocabulary.ts";
import { type PeoplePage, peoplePage } from "./person.ts";
import { PersonCard } from "./person-card.tsx";

/** Portraits, page by page. */
export function PeopleGrid({ first, address, kind }: { first: PeoplePage; address: string; kind: PeopleKind }) {
  const [more, setMore] = useState<PeoplePage>({ people: [], nextCursor: first.nextCursor });
  const [pending, startTransition] = useTransition();
  const people = [...first.people, ...more.people];

  function showMore() {
    const cursor = more.nextCursor;
    if (cursor === null) return;
    startTransition(async () => {
      const query = new URLSearchParams(address);
      query.set("cursor", cursor);
      try {
        const next = await getJson(`/people/list?${query}`, peoplePage);
        setMore((shown) => ({ people: [...shown.people, ...next.people], nextCursor: next.nextCursor }));
      } catch {
        toastFailed("More people could not be loaded", {
          description: "The server did not answer.",
          onRetry: showMore,
        });
      }
    });
  }

  return (
    <>
      <ul
        aria-label="People"
        className="grid grid-cols-[repeat(auto-fill,minmax(104px,1fr))] gap-3 md:grid-cols-[repeat(auto-fill,minmax(140px,1fr))] md:gap-5"
      >
        {people.map((person, index) => (
          <li key={person.personId} className="min-w-0">
            <PersonCard
              href={kind === "actors" ? `/people/${person.personId}` : `/people/crew/${person.personId}`}
              person={person}
              eager={index < 12}
            />
          </li>
        ))}
      </ul>
      {more.nextCursor !== null && (
        <div className="mt-6 flex justify-center">
          <Button onClick={showMore} pending={pending}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
