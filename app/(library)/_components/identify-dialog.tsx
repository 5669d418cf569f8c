"use client";

import { CircleAlert, Search } from "lucide-react";
import { type FormEvent, useEffect, useId, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import type { ActionResult } from "#app/_server/action.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { nameOfFilm } from "./format.ts";
import { type Match, MatchRow } from "./match-row.tsx";
import { problemOfText, type SearchProblem, searchProblemOf, searchTextMax } from "./search-text.ts";
import { takeBack } from "./take-back.ts";

export type Identified = {
  /** "film" or "series" */
  noun: string;
  title: string;
  year: number | null;
  /** What it is known as already. */
  currentKey: string | null;
  find: (text: string) => Promise<ActionResult<Match[]>>;
  pick: (match: Match) => Promise<ActionResult<{ eventId: number }>>;
};

export type IdentifyDialogProps = {
  item: Identified;
  open: boolean;
  onClose: () => void;
  /** After a pick; without it a message says what was done and offers to take it back. */
  onPicked?: (picked: { name: string; eventId: number }) => void;
};

/** Lets a person say what it is: by title, id or address, ranked against the files. */
export function IdentifyDialog({ item, open, ...props }: IdentifyDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && props.onClose()}>
      <DialogContent
        width="lg"
        title={`Which ${item.noun} is ${nameOfFilm(item)}?`}
        description={`Locked fields and pictures you chose stay. Everything else follows the ${item.noun} you pick.`}
      >
        {open && <IdentifySearch item={item} {...props} />}
      </DialogContent>
    </Dialog>
  );
}

function IdentifySearch({ item, onClose, onPicked }: Omit<IdentifyDialogProps, "open">) {
  const title = item.title.slice(0, searchTextMax);
  const first = item.year === null ? title : `${title} ${item.year}`.slice(0, searchTextMax);
  const [text, setText] = useState(first);
  const { found, asked, problem, searching, search } = useMatches(item.find);
  const [pickedKey, setPickedKey] = useState<string>();
  const [, startTransition] = useTransition();
  const errorId = useId();
  const typedWrong = problem?.of === "typed" ? problem.message : undefined;

  useEffect(() => {
    // A wrong year finds nothing: then the title alone.
    search(first, title);
  }, [search, first, title]);

  function submit(event: FormEvent) {
    event.preventDefault();
    search(text);
  }

  function pick(match: Match) {
    setPickedKey(match.key);
    startTransition(async () => {
      const result = await answered(item.pick(match));
      setPickedKey(undefined);
      if (!result.ok) {
        toastFailed(`The ${item.noun} was not identified`, { description: result.error.message });
        return;
      }
      onClose();
      const picked = { name: nameOfFilm(match), eventId: result.data.eventId };
      if (onPicked) return onPicked(picked);
      toastDone(`This is ${picked.name} now`, {
        description: "Its metadata is being fetched.",
        onUndo: () => void takeBack(picked.eventId),
      });
    });
  }

  return (
    <div className="grid gap-4 pt-1">
      <search>
        <form onSubmit={submit} className="flex gap-2">
          <Input
            type="search"
            aria-label="Title, id or address"
            aria-invalid={typedWrong !== undefined || undefined}
            aria-describedby={typedWrong === undefined ? undefined : errorId}
            placeholder="Title, id or address"
            maxLength={searchTextMax}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit" variant="primary" pending={searching}>
            <Search aria-hidden />
            Search
          </Button>
        </form>
        {typedWrong !== undefined && (
          <p id={errorId} role="alert" className="mt-2 flex items-start gap-2 text-danger text-sm">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {typedWrong}
          </p>
        )}
      </search>
      <p role="status" className="sr-only">
        {searching ? "Searching" : found && (found.length === 1 ? "1 match found" : `${found.length} matches found`)}
      </p>
      {problem?.of === "asking" ? (
        <ErrorState
          layout="inline"
          title="The database could not be asked"
          description={problem.message}
          onRetry={() => search(text)}
        />
      ) : found === undefined && problem === undefined ? (
        <MatchSkeletons />
      ) : found === undefined ? null : found.length === 0 ? (
        <p className="py-12 text-center text-2">
          Nothing found for “{asked}”. Try the original title, leave out the year, or paste its address at TMDB, IMDb,
          TVDB or TVmaze.
        </p>
      ) : (
        <ul className="grid gap-2" aria-busy={searching}>
          {found.map((match) => (
            <MatchRow
              key={match.key}
              match={match}
              isCurrent={match.key === item.currentKey}
              pending={pickedKey === match.key}
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
function useMatches(find: Identified["find"]) {
  const [answer, setAnswer] = useState<{ found?: readonly Match[]; asked: string; problem?: SearchProblem }>({
    asked: "",
  });
  const [searching, startTransition] = useTransition();
  const [search] = useState(() => {
    let latest = 0;
    return (text: string, otherwise = text) => {
      const turn = ++latest;
      const wrong = problemOfText(text);
      // What was found before stays below: it can still be taken.
      if (wrong) return setAnswer(({ found, asked }) => ({ ...(found && { found }), asked, problem: wrong }));
      startTransition(async () => {
        let result = await answered(find(text));
        if (result.ok && result.data.length === 0 && otherwise !== text) result = await answered(find(otherwise));
        if (turn !== latest) return;
        setAnswer(
          result.ok ? { found: result.data, asked: text } : { asked: text, problem: searchProblemOf(result.error) },
        );
      });
    };
  });
  return { ...answer, searching, search };
}
