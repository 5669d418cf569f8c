import Link from "next/link";
import type { GuestRole } from "#lib/people/get-person.ts";
import { codeOf, episodeHref, formatDay, titleOf } from "../../series/[seriesId]/_components/names.ts";

/** Single episodes somebody is in, by series. */
export function GuestList({ guests }: { guests: readonly GuestRole[] }) {
  if (guests.length === 0) return null;
  const bySeries = [...Map.groupBy(guests, ({ seriesId }) => seriesId)];
  return (
    <section aria-labelledby="episodes">
      <h2 id="episodes" className="font-medium text-1 text-lg">
        Episodes <span className="font-normal text-3">{guests.length}</span>
      </h2>
      <div className="mt-3 grid gap-4">
        {bySeries.map(([seriesId, episodes]) => (
          <section key={seriesId} aria-label={episodes[0]?.seriesTitle}>
            <h3 className="text-2 text-sm">
              <Link href={`/series/${seriesId}`} className="font-medium hover:text-1 hover:underline">
                {episodes[0]?.seriesTitle}
              </Link>
            </h3>
            <ul className="mt-1 divide-y divide-border rounded-lg border border-border bg-surface-1">
              {episodes.map((episode) => (
                <li
                  key={episode.episodeId}
                  className="relative flex flex-wrap items-baseline gap-x-3 px-4 py-2 text-sm"
                >
                  <span className="text-3 tabular-nums">{codeOf(episode)}</span>
                  <Link
                    href={episodeHref(seriesId, episode)}
                    className="font-medium text-1 after:absolute after:inset-0 hover:underline"
                  >
                    {titleOf(episode)}
                  </Link>
                  {episode.role && <span className="text-2">{episode.role}</span>}
                  {episode.airDate && <span className="ml-auto text-3 text-xs">{formatDay(episode.airDate)}</span>}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  );
}
