"use client";

import {
  Check,
  CircleAlert,
  CircleCheck,
  Clapperboard,
  Download,
  ExternalLink,
  FlaskConical,
  MoreHorizontal,
  Play,
  RotateCw,
  Trash2,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";
import type { LiveJob } from "#app/_server/live-jobs.ts";
import { cn } from "#components/cn.ts";
import { Picture } from "#components/picture.tsx";
import { ScorePopover } from "#components/score-popover.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import type { ShownTrailer } from "#lib/trailers/list-trailers.ts";
import { trailerWeights } from "#lib/trailers/vocabulary.ts";
import { TrailerProgress } from "./trailer-progress.tsx";
import { factsOf, siteOf, stateOf, titleOf } from "./trailer-words.ts";
import type { Trailers } from "./use-trailers.ts";

export type TrailerCardProps = {
  trailer: ShownTrailer;
  /** The job that works on it, as it is now. */
  live: LiveJob | undefined;
  mayEdit: boolean;
  eager: boolean;
  actions: Pick<Trailers, "choose" | "drop" | "remove" | "retry" | "test">;
  onPlay: () => void;
};

export function TrailerCard(props: TrailerCardProps) {
  const { trailer, live, mayEdit } = props;
  const title = titleOf(trailer);
  return (
    <li
      aria-label={title}
      className={cn(
        "grid min-w-0 gap-x-5 gap-y-3 rounded-lg border bg-surface-1 p-3 sm:grid-cols-[13rem_minmax(0,1fr)] md:grid-cols-[16rem_minmax(0,1fr)]",
        trailer.isSelected ? "border-accent-text" : "border-border",
      )}
    >
      <Thumbnail {...props} title={title} />
      <div className="flex min-w-0 flex-col gap-2">
        <div className="flex items-start gap-2">
          <h3 className="min-w-0 flex-1 break-words font-medium text-1">{title}</h3>
          <TrailerScore trailer={trailer} title={title} />
        </div>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-2 text-sm">
          {trailer.isOfficial && <Badge tone="outline">Official</Badge>}
          {factsOf(trailer).join(" · ")}
        </p>
        {live || trailer.job ? (
          <TrailerProgress trailer={trailer} live={live} mayEdit={mayEdit} />
        ) : (
          <State trailer={trailer} mayEdit={mayEdit} />
        )}
        <Actions {...props} title={title} />
      </div>
    </li>
  );
}

function Thumbnail({ trailer, eager, title, onPlay }: TrailerCardProps & { title: string }) {
  const src = `/api/trailers/${trailer.candidateId}/thumbnail`;
  return (
    <Picture
      picture={trailer.hasThumbnail ? { src } : null}
      alt=""
      width={16}
      height={9}
      eager={eager}
      missing={trailer.file ? <span /> : <Clapperboard className="size-8" strokeWidth={1.25} />}
      className="self-start"
    >
      {trailer.isSelected && (
        <Badge className="absolute top-2 left-2 bg-accent text-on-fill">
          <Check aria-hidden />
          Chosen
        </Badge>
      )}
      {trailer.file && (
        <button
          type="button"
          aria-label={`Play ${title}`}
          onClick={onPlay}
          className="group/play absolute inset-0 grid place-items-center rounded-[inherit] focus-visible:-outline-offset-4"
        >
          <span
            aria-hidden
            className="grid size-12 place-items-center rounded-full bg-black/65 text-white transition-colors group-hover/play:bg-black/85"
          >
            <Play className="size-5 translate-x-px fill-current" />
          </span>
        </button>
      )}
    </Picture>
  );
}

const criteria = [
  ["official", "Official"],
  ["language", "Language"],
  ["resolution", "Resolution"],
] as const;
const fullScore = trailerWeights.official + trailerWeights.language + trailerWeights.resolution;

function TrailerScore({ trailer: { score, breakdown }, title }: { trailer: ShownTrailer; title: string }) {
  if (score === null || breakdown === null) return null;
  const parts = criteria.map(([criterion, label]) => ({ label, ...breakdown[criterion] }));
  return <ScorePopover name={title} total={score} of={fullScore} parts={parts} />;
}

const tones = { quiet: "text-2", positive: "text-positive", warning: "text-warning", danger: "text-danger" } as const;

function State({ trailer, mayEdit }: { trailer: ShownTrailer; mayEdit: boolean }) {
  const { text, tone, advice } = stateOf(trailer, { mayEdit });
  const Icon = tone === "positive" ? CircleCheck : tone === "quiet" ? undefined : CircleAlert;
  return (
    <div className="text-sm">
      <p className={cn("flex items-center gap-1.5 font-medium", tones[tone])}>
        {Icon && <Icon aria-hidden className="size-4 shrink-0" />}
        <span>{text}</span>
        {trailer.retryAfterAt && (
          <span className="font-normal text-3">
            · next try <TimeAgo at={new Date(trailer.retryAfterAt)} />
          </span>
        )}
      </p>
      {advice && <p className="mt-0.5 break-words text-3">{advice}</p>}
    </div>
  );
}

function Actions(props: TrailerCardProps & { title: string }) {
  const { trailer, live, mayEdit, actions, title } = props;
  const site = siteOf(trailer);
  const isBusy = live !== undefined || trailer.job !== null;
  // An upload does not become better by reading it again.
  const hasFailed =
    trailer.sourceType !== "upload" && ["unavailable", "rate_limited", "download_error"].includes(trailer.state);
  return (
    <div className="mt-auto flex flex-wrap items-center gap-2 pt-1">
      {mayEdit && !trailer.isSelected && (
        <Button onClick={() => actions.choose(trailer)} aria-label={`Use ${title}`}>
          <Check aria-hidden />
          Use
        </Button>
      )}
      {mayEdit && hasFailed && !isBusy && (
        <Button onClick={() => actions.retry(trailer)} aria-label={`Try again: ${title}`}>
          <RotateCw aria-hidden />
          Try again
        </Button>
      )}
      {mayEdit && trailer.state === "selected" && !isBusy && (
        <Button onClick={() => actions.retry(trailer)} aria-label={`Download ${title}`}>
          <Download aria-hidden />
          Download
        </Button>
      )}
      {trailer.url && site && (
        <Button asChild variant="ghost">
          <a href={trailer.url} target="_blank" rel="noopener noreferrer">
            <ExternalLink aria-hidden />
            Watch at {site}
          </a>
        </Button>
      )}
      {mayEdit && <Menu {...props} isBusy={isBusy} />}
    </div>
  );
}

function Menu({ trailer, actions, title, isBusy }: TrailerCardProps & { title: string; isBusy: boolean }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={`More for ${title}`} className="ml-auto">
          <MoreHorizontal aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {trailer.isSelected && (
          <Item icon={<Undo2 aria-hidden />} onSelect={() => actions.drop(trailer)}>
            Do not use
          </Item>
        )}
        {trailer.sourceType !== "upload" && !isBusy && (
          <Item icon={<FlaskConical aria-hidden />} onSelect={() => actions.test(trailer)}>
            Test: is it there, and how large?
          </Item>
        )}
        <Item icon={<Trash2 aria-hidden />} onSelect={() => actions.remove(trailer)}>
          Delete from the list
        </Item>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function Item({ icon, onSelect, children }: { icon: ReactNode; onSelect: () => void; children: ReactNode }) {
  return (
    <DropdownMenuItem onSelect={onSelect}>
      {icon}
      {children}
    </DropdownMenuItem>
  );
}
