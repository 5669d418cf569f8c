"use client";

import { Search } from "lucide-react";
import { type FormEvent, useEffect, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { nameOfFilm } from "../../../_components/format.ts";
import { findMatches, identifyFilm } from "../actions.ts";
import { type Match, MatchRow } from "./match-row.tsx";

export type IdentifyDialogProps = {
  film: { movieId: number; title: string; year: number | null; tmdbId: number | null };
  open: boolean;
  onClose: () => void;
};

/** Lets a person say which film it is: by title, id or address, ranked against the file. */
export function IdentifyDialog({ film, open, onClose }: IdentifyDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        width="lg"
        title={`Which film is ${nameOfFilm(film)}?`}
        description="Locked fields and pictures you chose stay. Everything else follows the film you pick."
      >
        {open && <IdentifySearch film={film} onClose={onClose} />}
      </DialogContent>
    </Dialog>
  );
}

function IdentifySearch({ film, onClose }: Omit<IdentifyDialogProps, "open">) {
  const first = film.year === null ? film.title : `${film.title} ${film.year}`;
  const [text, setText] = useState(first);
  const { found, asked, problem, searching, search } = useMatches(film.movieId);
  const [pickedId, setPickedId] = useState<number>();
  const [, startTransition] = useTransition();

  useEffect(() => {
    // A wrong year finds nothing: then the title alone.
    search(first, film.title);
  }, [search, first, film.title]);

  function submit(event: FormEvent) {
    event.preventDefault();
    search(text);
  }

  function pick(match: Match) {
    setPickedId(match.tmdbId);
    startTransition(async () => {
      const result = await answered(identifyFilm({ movieId: film.movieId, tmdbId: match.tmdbId }));
      setPickedId(undefined);
      if (!result.ok) {
        toastFailed("The film was not identified", { description: result.error.message });
        return;
      }
      onClose();
      const before = film.tmdbId;
      toastDone(`This is ${nameOfFilm(match)} now`, {
        description: "Its metadata is being fetched.",
        ...(before === null || before === match.tmdbId ? {} : { onUndo: () => takeBack(before) }),
      });
    });
  }

  async function takeBack(tmdbId: number) {
    const result = await answered(identifyFilm({ movieId: film.movieId, tmdbId }));
    if (!result.ok) toastFailed("This was not taken back", { description: result.error.message });
  }

  return (
    <div className="grid gap-4 pt-1">
      <search>
        <form onSubmit={submit} className="flex gap-2">
          <Input
            type="search"
            aria-label="Title, TMDB id, IMDb id or address"
            placeholder="Title, TMDB id, IMDb id or address"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit" variant="primary" pending={searching}>
            <Search aria-hidden />
            Search
          </Button>
        </form>
      </search>
      <p role="status" className="sr-only">
        {searching ? "Searching" : found && (found.length === 1 ? "1 film found" : `${found.length} films found`)}
      </p>
      {problem ? (
        <ErrorState
          layout="inline"
          title="TMDB could not be asked"
          description={problem}
          onRetry={() => search(text)}
        />
      ) : found === undefined ? (
        <MatchSkeletons />
      ) : found.length === 0 ? (
        <p className="py-12 text-center text-2">
          Nothing found for “{asked}”. Try the original title, leave out the year, or paste the film's address at TMDB
          or IMDb.
        </p>
      ) : (
        <ul className="grid gap-2" aria-busy={searching}>
          {found.map((match) => (
            <MatchRow
              key={match.tmdbId}
              match={match}
              movieId={film.movieId}
              isCurrent={match.tmdbId === film.tmdbId}
              pending={pickedId === match.tmdbId}
              onPick={() => pick(match)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function MatchSkeletons() {
  return (
    <div className="grid gap-2" aria-hidden>
      {[1, 2, 3].map((each) => (
        <Skeleton key={each} className="h-28 rounded-lg" />
      ))}
    </div>
  );
}

/** The latest search; an older answer that comes late is dropped. */
function useMatches(movieId: number) {
  const [answer, setAnswer] = useState<{ found?: readonly Match[]; asked: string; problem?: string }>({ asked: "" });
  const [searching, startTransition] = useTransition();
  const [search] = useState(() => {
    let latest = 0;
    return (text: string, otherwise = text) => {
      const turn = ++latest;
      startTransition(async () => {
        let result = await answered(findMatches({ movieId, text }));
        if (result.ok && result.data.length === 0 && otherwise !== text) {
          result = await answered(findMatches({ movieId, text: otherwise }));
        }
        if (turn !== latest) return;
        setAnswer(result.ok ? { found: result.data, asked: text } : { asked: text, problem: result.error.message });
      });
    };
  });
  return { ...answer, searching, search };
}
