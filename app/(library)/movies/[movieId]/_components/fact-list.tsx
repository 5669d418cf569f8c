import Link from "next/link";
import type { ReactNode } from "react";
import type { Movie } from "#lib/movies/fields.ts";
import { type Fact, FactCard, imdbLink, namesOf, type SiteLink, SiteLinks } from "../../../_components/fact-card.tsx";
import { nameOfLanguage } from "../../../_components/format.ts";

type Shown = Pick<
  Movie,
  | "title"
  | "originalTitle"
  | "originalLanguage"
  | "releaseDate"
  | "status"
  | "directors"
  | "writers"
  | "studios"
  | "countries"
  | "tags"
  | "homepage"
  | "tmdbId"
  | "imdbId"
  | "tvdbId"
  | "collectionId"
>;

/** Facts beside the plot, and where the film is on other sites. */
export function FactList({ movie, collection }: { movie: Shown; collection: string | null }) {
  const facts: Fact[] = [
    { label: "Directed by", value: namesOf(movie.directors) },
    { label: "Written by", value: namesOf(movie.writers) },
    { label: "Original title", value: movie.originalTitle === movie.title ? null : movie.originalTitle },
    { label: "Original language", value: movie.originalLanguage && nameOfLanguage(movie.originalLanguage) },
    { label: "Released", value: movie.releaseDate },
    { label: "Status", value: movie.status },
    { label: "Collection", value: collection && linkToSet(movie.collectionId, collection) },
    { label: "Studios", value: namesOf(movie.studios) },
    { label: "Countries", value: namesOf(movie.countries) },
    { label: "Tags", value: namesOf(movie.tags) },
    { label: "On other sites", value: linksOf(movie) },
  ];
  return <FactCard facts={facts} />;
}

const linkToSet = (collectionId: number | null, name: string) =>
  collectionId === null ? (
    name
  ) : (
    <Link href={`/collections/${collectionId}`} className="text-accent underline-offset-4 hover:underline">
      {name}
    </Link>
  );

function linksOf({ tmdbId, imdbId, tvdbId, homepage }: Shown): ReactNode {
  const links: SiteLink[] = [];
  if (tmdbId !== null) {
    links.push({ href: `https://www.themoviedb.org/movie/${tmdbId}`, label: "TMDB", id: String(tmdbId) });
  }
  if (imdbId !== null) {
    links.push(imdbLink(imdbId));
  }
  if (tvdbId !== null) {
    links.push({ href: `https://thetvdb.com/dereferrer/movie/${tvdbId}`, label: "TVDB", id: String(tvdbId) });
  }
  // It comes from a provider, so it may be anything: only web addresses become links.
  if (homepage && /^https?:\/\//i.test(homepage)) {
    links.push({ href: homepage, label: "Website", id: hostOf(homepage) });
  }
  return links.length === 0 ? null : <SiteLinks links={links} />;
}

const hostOf = (address: string) => URL.parse(address)?.host ?? "";
