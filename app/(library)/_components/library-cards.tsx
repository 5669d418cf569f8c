import Link from "next/link";
import { TimeAgo } from "#components/time-ago.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { Overview } from "../queries.ts";
import { episodesText, filmsText, seriesText } from "./texts.ts";

type Library = Overview["libraries"][number];

/** How complete each library is; a bar leads to the films that lack what it shows. */
export function LibraryCards({ libraries, mayEdit }: { libraries: readonly Library[]; mayEdit: boolean }) {
  return (
    <Card>
      <CardHeader title="Libraries" />
      <ul className="mt-2 pb-2">
        {libraries.map((library) => (
          <li key={library.libraryId} className="grid gap-2 px-4 py-3">
            <div className="flex flex-wrap items-baseline gap-x-3">
              <Link
                href={`${library.type === "tv" ? "/series" : "/movies"}?library=${library.libraryId}`}
                className="min-w-0 truncate rounded-sm font-medium text-1 hover:underline"
              >
                {library.name}
              </Link>
              <span className="text-2 text-sm">{countText(library)}</span>
              <span className="ml-auto flex flex-wrap items-baseline gap-x-3 text-3 text-xs">
                <span>
                  <LastScan library={library} />
                </span>
                {library.verifiedAt !== null && (
                  <Link
                    href={`/verify?library=${library.libraryId}`}
                    className="relative rounded-sm hover:text-1 hover:underline touch:after:absolute touch:after:-inset-x-2 touch:after:-inset-y-3.5"
                  >
                    verified <TimeAgo at={library.verifiedAt} />
                  </Link>
                )}
                {mayEdit && (
                  <Link
                    href={`/publish?library=${library.libraryId}`}
                    className="relative rounded-sm text-accent-text hover:underline touch:after:absolute touch:after:-inset-x-2 touch:after:-inset-y-3.5"
                  >
                    Publish<span className="sr-only">{` ${library.name}`}</span>
                  </Link>
                )}
              </span>
            </div>
            {library.films > 0 && (
              <div className="grid gap-x-6 gap-y-3 sm:grid-cols-3">
                <Part
                  library={library}
                  label="Metadata"
                  count={library.enriched}
                  query="status=discovered,identified,needs_identification"
                />
                <Part library={library} label="Artwork" count={library.withArtwork} query="missing=poster,fanart" />
                <Part library={library} label="Published" count={library.published} query="missing=published" />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

const countText = ({ type, films, series, episodes }: Library): string =>
  type === "tv" ? `${seriesText(series)} · ${episodesText(episodes)}` : filmsText(films);

/** The last scan that went well; a failed one only where none ever did, for "Needs you" tells of it. */
function LastScan({ library: { lastScannedAt, scanFailedAt } }: { library: Library }) {
  if (lastScannedAt !== null) {
    return (
      <>
        scanned <TimeAgo at={lastScannedAt} />
      </>
    );
  }
  if (scanFailedAt === null) return "not scanned yet";
  return (
    <span className="text-danger">
      scan failed <TimeAgo at={scanFailedAt} />
    </span>
  );
}

function Part({ library, label, count, query }: { library: Library; label: string; count: number; query: string }) {
  const percent = (100 * count) / library.films;
  const isWhole = count >= library.films;
  return (
    <Link
      href={`/movies?library=${library.libraryId}${isWhole ? "" : `&${query}`}`}
      title={isWhole ? undefined : `Show the ${filmsText(library.films - count)} without`}
      className="group grid gap-1.5 rounded-md py-1"
    >
      <span className="flex items-baseline justify-between gap-2 text-sm">
        <span className="text-2 group-hover:text-1">{label}</span>
        <span className="text-3 text-xs">
          {isWhole ? "all" : `${count.toLocaleString("en")} of ${library.films.toLocaleString("en")}`}
        </span>
      </span>
      <Progress percent={percent} label={`${label} of ${library.name}`} tone={isWhole ? "positive" : "accent"} />
    </Link>
  );
}
