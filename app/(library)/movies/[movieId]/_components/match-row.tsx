import { Check } from "lucide-react";
import { Poster } from "#components/poster.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { formatMinutes, nameOfFilm } from "../../../_components/format.ts";

/** A film that a file might be, with why. */
export type Match = {
  tmdbId: number;
  title: string;
  originalTitle: string | null;
  year: number | null;
  runtimeMinutes: number | null;
  overview: string | null;
  /** Name of its poster at TMDB. */
  poster: string | null;
  /** 0 to 100. */
  score: number;
  reasons: readonly string[];
};

export type MatchRowProps = {
  match: Match;
  movieId: number;
  /** The film is identified as this one already. */
  isCurrent: boolean;
  pending: boolean;
  onPick: () => void;
};

export function MatchRow({ match, movieId, isCurrent, pending, onPick }: MatchRowProps) {
  const { tmdbId, title, originalTitle, runtimeMinutes, overview, poster, score, reasons } = match;
  const name = nameOfFilm(match);
  const src = poster && `/movies/${movieId}/match-poster?file=${encodeURIComponent(poster)}`;
  return (
    <li className="flex gap-3 rounded-lg border border-border p-3">
      <Poster picture={src ? { src } : null} title={name} decorative className="w-16 shrink-0 self-start" />
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
          {[originalTitle !== title && originalTitle, runtimeMinutes && formatMinutes(runtimeMinutes), `TMDB ${tmdbId}`]
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
