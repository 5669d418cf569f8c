"use client";

import { useEffect, useId, useState } from "react";
import { getJson } from "#app/_components/get-json.ts";
import { cn } from "#components/cn.ts";
import { Input } from "#components/ui/input.tsx";
import { nameOfFilm } from "../../_components/format.ts";
import { filmPage } from "../../movies/_components/film.ts";
import { showPage } from "../../series/_components/show.ts";

/** A film or a series. */
export type PickedTitle = { id: number; title: string; year: number | null; libraryId: number };
export type LibraryName = { libraryId: number; name: string };
export type TitleKind = "movie" | "tv";

type TitlePickerProps = {
  kind: TitleKind;
  /** With more than one each title says where it is. */
  libraries: readonly LibraryName[];
  /** Those that are likely, the best first. */
  near: readonly PickedTitle[];
  picked: PickedTitle | undefined;
  onPick: (picked: PickedTitle) => void;
};

const words = {
  movie: {
    legend: "Film",
    find: "Find a film by its title",
    near: "Films near this file.",
    noneNear: "No film lies near it. Find one by its title.",
    none: "No film has this title.",
  },
  tv: {
    legend: "Series",
    find: "Find a series by its title",
    near: "Series near this file.",
    noneNear: "It lies in no series. Find one by its title.",
    none: "No series has this title.",
  },
} as const satisfies Record<TitleKind, object>;

const search = {
  movie: async (query: string, signal: AbortSignal): Promise<PickedTitle[]> => {
    const { films } = await getJson(`/movies/list?${query}`, filmPage, signal);
    return films.map(({ movieId, title, year, libraryId }) => ({ id: movieId, title, year, libraryId }));
  },
  tv: async (query: string, signal: AbortSignal): Promise<PickedTitle[]> => {
    const { series } = await getJson(`/series/list?${query}`, showPage, signal);
    return series.map(({ seriesId, title, year, libraryId }) => ({ id: seriesId, title, year, libraryId }));
  },
} as const;

const shown = 6;
const restMs = 250;

/** Chooses a film or series: from those near the file, or by its title. */
export function TitlePicker({ kind, libraries, near, picked, onPick }: TitlePickerProps) {
  const [text, setText] = useState("");
  const { found, problem } = useTitles(kind, text);
  const name = useId();
  const titles = text.trim() === "" ? near.slice(0, shown) : (found ?? []);
  const isListed = picked === undefined || titles.some(({ id }) => id === picked.id);
  const nameOfLibrary = ({ libraryId }: PickedTitle) => libraries.find((one) => one.libraryId === libraryId)?.name;
  const choices = isListed ? titles : [picked, ...titles];
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-2 font-medium text-2 text-sm">{words[kind].legend}</legend>
      <Input
        type="search"
        aria-label={words[kind].find}
        placeholder={words[kind].find}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {choices.map((title) => (
        <label
          key={title.id}
          className={cn(
            "flex min-h-9 items-center gap-3 rounded-lg border px-3 py-1.5 text-1 text-sm transition-colors touch:min-h-11",
            title.id === picked?.id
              ? "border-accent-text bg-accent-soft"
              : "border-border hover:border-border-strong hover:bg-surface-2",
          )}
        >
          <input
            type="radio"
            name={name}
            checked={title.id === picked?.id}
            onChange={() => onPick(title)}
            className="size-4 shrink-0 appearance-none rounded-full border border-text-3 bg-surface-1 checked:border-5 checked:border-accent checked:bg-on-fill"
          />
          <span className="min-w-0 break-words">{nameOfFilm(title)}</span>
          {libraries.length > 1 && <span className="ml-auto shrink-0 text-3">{nameOfLibrary(title)}</span>}
        </label>
      ))}
      <p role="status" className="text-3 text-sm">
        {problem ?? statusOf({ kind, text, found, count: titles.length })}
      </p>
    </fieldset>
  );
}

type StatusParams = { kind: TitleKind; text: string; found: unknown; count: number };

function statusOf({ kind, text, found, count }: StatusParams): string {
  const { near, noneNear, none } = words[kind];
  if (text.trim() === "") return count === 0 ? noneNear : near;
  if (found === undefined) return "Searching";
  return count === 0 ? none : "";
}

/** Titles with a text in them; an older answer that comes late is dropped. */
function useTitles(kind: TitleKind, text: string): { found?: readonly PickedTitle[]; problem?: string } {
  const [answer, setAnswer] = useState<{ of: string; found?: readonly PickedTitle[]; problem?: string }>();
  const query = text.trim();
  useEffect(() => {
    if (query === "") return;
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const address = `limit=${shown}&q=${encodeURIComponent(query)}`;
        setAnswer({ of: query, found: await search[kind](address, controller.signal) });
      } catch (error) {
        if (controller.signal.aborted) return;
        setAnswer({ of: query, problem: error instanceof Error ? error.message : "The server did not answer." });
      }
    }, restMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [kind, query]);
  return answer?.of === query ? answer : {};
}
