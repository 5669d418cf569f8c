import { Check } from "lucide-react";
import { Poster } from "#components/poster.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ProviderName } from "#lib/providers/vocabulary.ts";
import { formatMinutes, nameOfFilm } from "./format.ts";

/** What something might be, with why. */
export type Match = {
  /** "tmdb:603" */
  key: string;
  provider: ProviderName;
  providerId: number;
  title: string;
  originalTitle: string | null;
  year: number | null;
  runtimeMinutes: number | null;
  overview: string | null;
  /** Where the server hands its poster on. */
  posterSrc: string | null;
  /** "TMDB 603" */
  source: string;
  /** 0 to 100. */
  score: number;
  reasons: readonly string[];
};

export type MatchRowProps = {
  match: Match;
  /** It is known as this one already. */
  isCurrent: boolean;
  pending: boolean;
  onPick: () => void;
};

export function MatchRow({ match, isCurrent, pending, onPick }: MatchRowProps) {
  const { title, originalTitle, runtimeMinutes, overview, posterSrc, source, score, reasons } = match;
  const name = nameOfFilm(match);
  return (
    <li className="flex gap-3 rounded-lg border border-border p-3">
      <Poster
        picture={posterSrc ? { src: posterSrc } : null}
        title={name}
        decorative
        className="w-16 shrink-0 self-start"
      />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium text-1">{name}</span>
          <Badge tone={score >= 85 ? "positive" : score >= 60 ? "warning" : "neutral"}>
            {Math.round(score)} of 100
          </Badge>
          {isCurrent && (
            <Badge tone="accent">
              <Check aria-hidden />
              Now
            </Badge>
          )}
        </p>
        <p className="mt-0.5 text-3 text-xs">
          {[originalTitle !== title && originalTitle, runtimeMinutes && formatMinutes(runtimeMinutes), source]
            .filter(Boolean)
            .join(" · ")}
        </p>
        <p className="mt-1 text-2 text-sm">{reasons.join(" ")}</p>
        {overview && <p className="mt-1 line-clamp-2 text-3 text-sm max-md:hidden">{overview}</p>}
        <Button className="mt-2 md:hidden" pending={pending} onClick={onPick} aria-label={`Pick ${name}`}>
          Pick
        </Button>
      </div>
      <Button className="self-center max-md:hidden" pending={pending} onClick={onPick} aria-label={`Pick ${name}`}>
        Pick
      </Button>
    </li>
  );
}
