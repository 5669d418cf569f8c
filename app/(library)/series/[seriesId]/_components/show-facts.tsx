import Link from "next/link";
import type { Series } from "#lib/series/get-series.ts";
import { FactCard, imdbLink, namesOf, type SiteLink, SiteLinks } from "../../../_components/fact-card.tsx";
import { formatMinutes, nameOfLanguage } from "../../../_components/format.ts";
import { formatDay } from "./names.ts";

type Names = { studios: string[]; countries: string[]; tags: string[] };

type ShowFactsProps = {
  show: Series;
  names: Names;
  /** In which order the episodes are counted. */
  orderLabel: string;
  mayEdit: boolean;
};

/** Facts beside the plot, and where the series is on other sites. */
export function ShowFacts({ show, names, orderLabel, mayEdit }: ShowFactsProps) {
  const links = linksOf(show);
  return (
    <FactCard
      facts={[
        { label: "Original title", value: show.originalTitle === show.title ? null : show.originalTitle },
        { label: "Original language", value: show.originalLanguage && nameOfLanguage(show.originalLanguage) },
        { label: "First aired", value: show.firstAired && formatDay(show.firstAired) },
        { label: "Runtime", value: show.runtimeMinutes && formatMinutes(show.runtimeMinutes) },
        { label: "Studios", value: namesOf(names.studios) },
        { label: "Countries", value: namesOf(names.countries) },
        { label: "Tags", value: namesOf(names.tags) },
        { label: "Episode order", value: mayEdit ? <OrderLink seriesId={show.id} label={orderLabel} /> : orderLabel },
        { label: "On other sites", value: links.length > 0 && <SiteLinks links={links} /> },
      ]}
    />
  );
}

function OrderLink({ seriesId, label }: { seriesId: number; label: string }) {
  return (
    <Link
      href={`/series/${seriesId}/orders`}
      className="inline-flex items-center text-accent underline-offset-4 hover:underline touch:min-h-11"
    >
      {label}
    </Link>
  );
}

function linksOf({ tmdbId, tvdbId, imdbId }: Series): SiteLink[] {
  return [
    ...(tmdbId === null
      ? []
      : [{ href: `https://www.themoviedb.org/tv/${tmdbId}`, label: "TMDB", id: String(tmdbId) }]),
    ...(tvdbId === null
      ? []
      : [{ href: `https://thetvdb.com/dereferrer/series/${tvdbId}`, label: "TVDB", id: String(tvdbId) }]),
    ...(imdbId === null ? [] : [imdbLink(imdbId)]),
  ];
}
