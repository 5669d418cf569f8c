import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import type { Movie } from "#lib/movies/fields.ts";
import { nameOfLanguage } from "./format.ts";

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
>;

/** Facts beside the plot, and where the film is on other sites. */
export function FactList({ movie, collection }: { movie: Shown; collection: string | null }) {
  const facts: { label: string; value: ReactNode }[] = [
    { label: "Directed by", value: namesOf(movie.directors) },
    { label: "Written by", value: namesOf(movie.writers) },
    { label: "Original title", value: movie.originalTitle === movie.title ? null : movie.originalTitle },
    { label: "Original language", value: movie.originalLanguage && nameOfLanguage(movie.originalLanguage) },
    { label: "Released", value: movie.releaseDate },
    { label: "Status", value: movie.status },
    { label: "Collection", value: collection },
    { label: "Studios", value: namesOf(movie.studios) },
    { label: "Countries", value: namesOf(movie.countries) },
    { label: "Tags", value: namesOf(movie.tags) },
    { label: "On other sites", value: linksOf(movie) },
  ].filter(({ value }) => Boolean(value));
  if (facts.length === 0) return null;
  return (
    <Card aria-label="Facts">
      <CardHeader title="Facts" />
      <CardContent>
        <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm">
          {facts.map(({ label, value }) => (
            <div key={label} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-3">{label}</dt>
              <dd className="text-1">{value}</dd>
            </div>
          ))}
        </dl>
      </CardContent>
    </Card>
  );
}

const namesOf = (names: readonly string[] | null) => (names && names.length > 0 ? names.join(", ") : null);

function linksOf({ tmdbId, imdbId, tvdbId, homepage }: Shown): ReactNode {
  const links: { href: string; label: string; id: string }[] = [];
  if (tmdbId !== null) {
    links.push({ href: `https://www.themoviedb.org/movie/${tmdbId}`, label: "TMDB", id: String(tmdbId) });
  }
  if (imdbId !== null) {
    links.push({ href: `https://www.imdb.com/title/${encodeURIComponent(imdbId)}/`, label: "IMDb", id: imdbId });
  }
  if (tvdbId !== null) {
    links.push({ href: `https://thetvdb.com/dereferrer/movie/${tvdbId}`, label: "TVDB", id: String(tvdbId) });
  }
  // It comes from a provider, so it may be anything: only web addresses become links.
  if (homepage && /^https?:\/\//i.test(homepage)) {
    links.push({ href: homepage, label: "Website", id: hostOf(homepage) });
  }
  if (links.length === 0) return null;
  return (
    <ul className="grid gap-1">
      {links.map(({ href, label, id }) => (
        <li key={label}>
          <a
            href={href}
            target="_blank"
            rel="noreferrer"
            className="inline-flex items-center gap-1 text-accent underline-offset-4 hover:underline touch:min-h-11"
          >
            {label} <span className="text-3">{id}</span>
            <ExternalLink aria-hidden className="size-3 shrink-0" />
            <span className="sr-only">(opens in a new tab)</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

const hostOf = (address: string) => URL.parse(address)?.host ?? "";
