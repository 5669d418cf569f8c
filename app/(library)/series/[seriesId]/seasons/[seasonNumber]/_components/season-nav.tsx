import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { cn } from "#components/cn.ts";
import { Button } from "#components/ui/button.tsx";
import type { SeasonSummary } from "#lib/series/list-seasons.ts";
import { nameOfSeason, seasonHref } from "../../../_components/names.ts";
import { ScrollToCurrent } from "./scroll-to-current.tsx";

type SeasonNavProps = { seriesId: number; seasonNumber: number; seasons: readonly SeasonSummary[] };

/** All seasons in a line, this one marked, and the ones before and after it. */
export function SeasonNav({ seriesId, seasonNumber, seasons }: SeasonNavProps) {
  if (seasons.length < 2) return null;
  const index = seasons.findIndex((season) => season.seasonNumber === seasonNumber);
  return (
    <nav aria-label="Seasons" className="flex min-w-0 items-center gap-1">
      <Step seriesId={seriesId} to={seasons[index - 1]} direction="previous" />
      <ScrollToCurrent className="-my-1 relative flex min-w-0 gap-1 overflow-x-auto py-1 [scrollbar-width:none]">
        {seasons.map((season) => (
          <li key={season.seasonNumber} className="shrink-0">
            <Link
              href={seasonHref(seriesId, season.seasonNumber)}
              prefetch={false}
              aria-label={nameOfSeason(season.seasonNumber)}
              aria-current={season.seasonNumber === seasonNumber ? "page" : undefined}
              className={cn(
                "flex h-8 min-w-9 items-center justify-center rounded-lg px-3 text-sm tabular-nums transition-colors focus-visible:-outline-offset-2 touch:h-11 touch:min-w-11",
                season.seasonNumber === seasonNumber
                  ? "bg-surface-3 font-medium text-1"
                  : "text-2 hover:bg-surface-2 hover:text-1",
              )}
            >
              {season.seasonNumber === 0 ? "Specials" : season.seasonNumber}
            </Link>
          </li>
        ))}
      </ScrollToCurrent>
      <Step seriesId={seriesId} to={seasons[index + 1]} direction="next" />
    </nav>
  );
}

type StepProps = { seriesId: number; to: SeasonSummary | undefined; direction: "previous" | "next" };

function Step({ seriesId, to, direction }: StepProps) {
  const icon = direction === "previous" ? <ChevronLeft aria-hidden /> : <ChevronRight aria-hidden />;
  const label = direction === "previous" ? "Previous season" : "Next season";
  if (to === undefined) {
    return (
      <Button variant="ghost" size="icon" disabled aria-label={label}>
        {icon}
      </Button>
    );
  }
  return (
    <Button asChild variant="ghost" size="icon">
      <Link
        href={seasonHref(seriesId, to.seasonNumber)}
        aria-label={`${label}: ${nameOfSeason(to.seasonNumber)}`}
        title={nameOfSeason(to.seasonNumber)}
      >
        {icon}
      </Link>
    </Button>
  );
}
