"use client";

import { useEffect, useId, useState } from "react";
import { getJson } from "#app/_components/get-json.ts";
import { cn } from "#components/cn.ts";
import { Input } from "#components/ui/input.tsx";
import { nameOfFilm } from "../../_components/format.ts";
import { filmPage } from "../../movies/_components/film.ts";

export type PickedFilm = { movieId: number; title: string; year: number | null; libraryId: number };
export type LibraryName = { libraryId: number; name: string };

type FilmPickerProps = {
  /** With more than one each film says where it is. */
  libraries: readonly LibraryName[];
  /** Films that are likely, the best first. */
  near: readonly PickedFilm[];
  picked: PickedFilm | undefined;
  onPick: (film: PickedFilm) => void;
};

const shown = 6;
const restMs = 250;

/** Chooses a film: from those near the file, or by its title. */
export function FilmPicker({ libraries, near, picked, onPick }: FilmPickerProps) {
  const [text, setText] = useState("");
  const { found, problem } = useFilms(text);
  const name = useId();
  const films = text.trim() === "" ? near.slice(0, shown) : (found ?? []);
  const isListed = picked === undefined || films.some((film) => film.movieId === picked.movieId);
  const nameOfLibrary = (film: PickedFilm) => libraries.find((one) => one.libraryId === film.libraryId)?.name;
  const choices = isListed ? films : [picked, ...films];
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-2 font-medium text-2 text-sm">Film</legend>
      <Input
        type="search"
        aria-label="Find a film by its title"
        placeholder="Find a film by its title"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {choices.map((film) => (
        <label
          key={film.movieId}
          className={cn(
            "flex min-h-9 items-center gap-3 rounded-lg border px-3 py-1.5 text-1 text-sm transition-colors touch:min-h-11",
            film.movieId === picked?.movieId
              ? "border-accent-text bg-accent-soft"
              : "border-border hover:border-border-strong hover:bg-surface-2",
          )}
        >
          <input
            type="radio"
            name={name}
            checked={film.movieId === picked?.movieId}
            onChange={() => onPick(film)}
            className="size-4 shrink-0 appearance-none rounded-full border border-text-3 bg-surface-1 checked:border-5 checked:border-accent checked:bg-on-fill"
          />
          <span className="min-w-0 break-words">{nameOfFilm(film)}</span>
          {libraries.length > 1 && <span className="ml-auto shrink-0 text-3">{nameOfLibrary(film)}</span>}
        </label>
      ))}
      <p role="status" className="text-3 text-sm">
        {problem ?? statusOf({ text, found, count: films.length })}
      </p>
    </fieldset>
  );
}

function statusOf({ text, found, count }: { text: string; found: unknown; count: number }): string {
  if (text.trim() === "") return count === 0 ? "No film lies near it. Find one by its title." : "Films near this file.";
  if (found === undefined) return "Searching";
  return count === 0 ? "No film has this title." : "";
}

/** Films with a text in their title; an older answer that comes late is dropped. */
function useFilms(text: string): { found?: readonly PickedFilm[]; problem?: string } {
  const [answer, setAnswer] = useState<{ of: string; found?: readonly PickedFilm[]; problem?: string }>();
  const query = text.trim();
  useEffect(() => {
    if (query === "") return;
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const address = `/movies/list?limit=${shown}&q=${encodeURIComponent(query)}`;
        const { films } = await getJson(address, filmPage, controller.signal);
        setAnswer({ of: query, found: films });
      } catch (error) {
        if (controller.signal.aborted) return;
        setAnswer({ of: query, problem: error instanceof Error ? error.message : "The server did not answer." });
      }
    }, restMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [query]);
  return answer?.of === query ? answer : {};
}
