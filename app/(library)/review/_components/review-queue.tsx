"use client";

import { CircleCheck, CircleSlash, Search, SkipForward } from "lucide-react";
import { type ReactNode, useState } from "react";
import { answered } from "#app/_components/answered.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { useKeys } from "#components/use-keys.ts";
import { type SinglePress, useSinglePress } from "#components/use-single-press.ts";
import type { ReviewCandidate, ReviewItem, ReviewPage } from "#lib/review/vocabulary.ts";
import { nameOfFilm } from "../../_components/format.ts";
import { takeBackDecisions } from "../../identity-actions.ts";
import { IdentifyDialog as FilmDialog } from "../../movies/[movieId]/_components/identify-dialog.tsx";
import { IdentifyDialog as SeriesDialog } from "../../series/[seriesId]/_components/identify-dialog.tsx";
import { acceptMatch, markNotListed } from "../actions.ts";
import { BulkAccept } from "./bulk-accept.tsx";
import { CandidateList } from "./candidate-list.tsx";
import { FilePanel } from "./file-panel.tsx";
import { useReviewQueue } from "./use-review-queue.ts";

const purpose =
  "Films and series that Metarr could not tell by their names and ids. Say what they are, one after the other.";

/** One item after the other: the file on the left, who it might be on the right. */
export function ReviewQueue({ tabs, ...props }: { first: ReviewPage; waiting: number; tabs: ReactNode }) {
  const queue = useReviewQueue(props);
  const { items, count, isReading } = queue;
  const [item] = items;
  const { decide, takeBack } = useDecisions(queue);
  const single = useSinglePress();
  return (
    <>
      <PageHeader
        title="Review"
        meta={count > 0 && <Badge>{count === 1 ? "1 waits" : `${count.toLocaleString("en")} wait`}</Badge>}
        description={purpose}
        actions={
          count > 0 && (
            <BulkAccept
              onAccepted={async ({ eventIds, left, problem }) => {
                queue.setCount((before) => Math.max(0, before - eventIds.length));
                await queue.reload();
                if (problem !== null) toastFailed("Not all were identified", { description: problem });
                else if (left > 0) toastFailed(left === 1 ? "1 was left as it is" : `${left} were left as they are`);
                if (eventIds.length === 0) return;
                toastDone(eventIds.length === 1 ? "1 was identified" : `${eventIds.length} were identified`, {
                  description: "Their metadata is being fetched.",
                  onUndo: async () => {
                    const undone = await takeBack(eventIds);
                    if (undone === 0) return;
                    queue.setCount((before) => before + undone);
                    await queue.reload();
                  },
                });
              }}
            />
          )
        }
      >
        {tabs}
      </PageHeader>
      {item ? (
        <Present
          key={`${item.kind}:${item.itemId}`}
          item={item}
          decide={decide}
          single={single}
          onSkip={items.length > 1 ? queue.skip : undefined}
        />
      ) : isReading ? (
        <Skeleton className="h-96 rounded-lg" />
      ) : (
        <EmptyState
          icon={<CircleCheck />}
          title="Nothing waits for you"
          description="When a scan finds a film or series that Metarr cannot tell for sure, it comes here with what it might be."
        />
      )}
    </>
  );
}

type Done = { ok: true; data: { eventId: number } } | { ok: false; error: { message: string } };
/** Decides about an item: it leaves at once, and comes back when that failed or is taken back. */
type Decide = (item: ReviewItem, done: string, run: () => Promise<Done>) => void;

function useDecisions(queue: ReturnType<typeof useReviewQueue>) {
  /** How many were taken back; those that somebody decided anew since stay, and that is said. */
  async function takeBack(eventIds: number[]): Promise<number> {
    const result = await answered(takeBackDecisions({ eventIds }));
    if (!result.ok) {
      toastFailed("This was not taken back", { description: result.error.message });
      return 0;
    }
    const { undone, kept } = result.data;
    if (kept > 0) toastFailed(`${kept} stay`, { description: "They were identified anew since." });
    return undone.length;
  }
  const decide: Decide = async (item, done, run) => {
    queue.remove(item);
    const result = await run();
    if (!result.ok) {
      queue.putBack(item);
      toastFailed("This was not decided", { description: result.error.message });
      return;
    }
    const { eventId } = result.data;
    toastDone(done, {
      onUndo: async () => {
        if ((await takeBack([eventId])) > 0) queue.putBack(item);
      },
    });
  };
  return { decide, takeBack };
}

type PresentProps = { item: ReviewItem; decide: Decide; single: SinglePress; onSkip: (() => void) | undefined };

function Present({ item, decide, single, onSkip }: PresentProps) {
  const { candidates, kind, itemId } = item;
  const [chosen, setChosen] = useState(0);
  const [searching, setSearching] = useState(false);
  const accept = (candidate: ReviewCandidate) =>
    decide(item, `${nameOfFilm(item)} is ${nameOfFilm(candidate)}`, () =>
      answered(acceptMatch({ candidateId: candidate.candidateId })),
    );
  const refuse = () =>
    decide(item, `${nameOfFilm(item)} is in no database`, () => answered(markNotListed({ kind, itemId })));
  const step = (by: number) =>
    setChosen((index) => Math.min(Math.max(0, index + by), Math.max(0, candidates.length - 1)));

  useKeys({
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: ({ target }) => {
      // A button or link that has the focus is meant, not the candidate.
      const focused = target instanceof HTMLElement ? target.closest<HTMLElement>("button, a") : null;
      const candidate = candidates[chosen];
      if (focused) focused.click();
      else if (candidate) accept(candidate);
    },
    s: () => setSearching(true),
    x: refuse,
    n: () => onSkip?.(),
  });

  const named = { title: item.title, year: item.year };
  const dialog = {
    open: searching,
    onClose: () => setSearching(false),
    onPicked: ({ name, eventId }: { name: string; eventId: number }) =>
      decide(item, `${nameOfFilm(item)} is ${name}`, async () => ({ ok: true, data: { eventId } })),
  };
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(18rem,22rem)_minmax(0,1fr)] lg:gap-6">
      <div className="grid content-start gap-4 lg:sticky lg:top-20 lg:self-start">
        <FilePanel item={item} />
        <div className="flex flex-wrap gap-2">
          <Button className="flex-1" onClick={() => setSearching(true)}>
            <Search aria-hidden />
            Search
            <KeyHint keys="S" />
          </Button>
          <Button className="flex-1" onClick={single(refuse)}>
            <CircleSlash aria-hidden />
            In no database
            <KeyHint keys="X" />
          </Button>
          {onSkip && (
            <Button className="flex-1" onClick={single(onSkip)}>
              <SkipForward aria-hidden />
              Next
              <KeyHint keys="N" />
            </Button>
          )}
        </div>
      </div>
      {candidates.length > 0 ? (
        <CandidateList
          candidates={candidates}
          chosen={chosen}
          onChoose={setChosen}
          onAccept={(candidate) => single(() => accept(candidate))}
        />
      ) : (
        <EmptyState
          icon={<Search />}
          title="Nothing like it was found"
          description="Search for it by another title, an id or an address, or say that no database has it."
          className="w-full max-w-none rounded-lg border border-border border-dashed"
        />
      )}
      {kind === "movie" ? (
        <FilmDialog film={{ movieId: itemId, tmdbId: null, ...named }} {...dialog} />
      ) : (
        <SeriesDialog show={{ seriesId: itemId, tmdbId: null, tvdbId: null, ...named }} {...dialog} />
      )}
    </div>
  );
}

/** On a phone there is no key to press. */
function KeyHint({ keys }: { keys: string }) {
  return (
    <span className="max-md:hidden">
      <Kbd keys={keys} />
    </span>
  );
}
