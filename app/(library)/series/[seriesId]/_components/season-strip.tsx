import { Tv } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "#components/empty-state.tsx";
import { Poster } from "#components/poster.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { SeasonSummary } from "#lib/series/list-seasons.ts";
import { episodesText } from "../../../_components/texts.ts";
import { posterOf } from "../../_components/show.ts";
import { nameOfSeason, seasonHref } from "./names.ts";

type SeasonStripProps = { seriesId: number; seasons: readonly SeasonSummary[] };

/** The seasons with their posters and how complete they are; on phones a row that scrolls sideways. */
export function SeasonStrip({ seriesId, seasons }: SeasonStripProps) {
  const shown = seasons.filter(({ have, listed }) => have > 0 || listed !== null);
  if (shown.length === 0) {
    // The notice above says where its episodes are.
    if (seasons.some(({ vanished }) => vanished > 0)) return null;
    return (
      <EmptyState
        icon={<Tv />}
        title="No episodes yet"
        description="Its seasons and episodes appear here once a scan has found their files."
        className="py-8"
      />
    );
  }
  return (
    <section aria-labelledby="seasons-heading" className="min-w-0">
      <h2 id="seasons-heading" className="font-medium text-1 text-lg">
        Seasons
      </h2>
      <ul className="mt-3 grid gap-4 max-md:-mx-4 max-md:grid-flow-col max-md:auto-cols-[7rem] max-md:justify-start max-md:overflow-x-auto max-md:px-4 max-md:pb-2 max-md:[scrollbar-width:none] md:grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))]">
        {shown.map((season) => (
          <li key={season.seasonNumber} className="min-w-0">
            <SeasonCard seriesId={seriesId} season={season} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SeasonCard({ seriesId, season }: { seriesId: number; season: SeasonSummary }) {
  const name = nameOfSeason(season.seasonNumber);
  const isNamed = season.title !== null && season.title !== name;
  return (
    <Link
      href={seasonHref(seriesId, season.seasonNumber)}
      prefetch={false}
      className="group/season block rounded-md focus-visible:outline-offset-3"
    >
      <Poster
        picture={posterOf(season)}
        title={name}
        decorative
        sizes="(width < 48rem) 112px, 160px"
        className="transition-[filter] group-hover/season:brightness-110"
      />
      <span className="mt-2 block truncate font-medium text-1 text-sm">{name}</span>
      {isNamed && (
        <span title={season.title ?? undefined} className="block truncate text-2 text-xs">
          {season.title}
        </span>
      )}
      <Completeness name={name} season={season} />
    </Link>
  );
}

/** How many episodes there are, and of how many that are out where a provider lists them. */
function Completeness({ name, season: { have, listed } }: { name: string; season: SeasonSummary }) {
  if (listed === null) return <span className="block text-3 text-xs">{episodesText(have)}</span>;
  if (listed.aired === 0) return <span className="block text-3 text-xs">Not aired yet</span>;
  const isWhole = listed.have >= listed.aired;
  return (
    <>
      <span className="block text-3 text-xs">
        {isWhole ? episodesText(have) : `${listed.have} of ${episodesText(listed.aired)}`}
      </span>
      <Progress
        percent={(100 * listed.have) / listed.aired}
        label={`Episodes of ${name}`}
        tone={isWhole ? "positive" : "accent"}
        className="mt-1.5"
      />
    </>
  );
}
