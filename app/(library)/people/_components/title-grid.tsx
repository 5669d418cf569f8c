import { cachedPicture } from "#components/artwork-source.ts";
import { PosterCard } from "#components/poster-card.tsx";
import type { TitleCredit } from "#lib/people/get-person.ts";

type Shown = TitleCredit & { line: string | null };

/** Films and series with their posters and what somebody did there. */
export function TitleGrid({ id, heading, titles }: { id: string; heading: string; titles: readonly Shown[] }) {
  if (titles.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="font-medium text-1 text-lg">
        {heading} <span className="font-normal text-3">{titles.length}</span>
      </h2>
      <ul className="mt-3 grid grid-cols-[repeat(auto-fill,minmax(104px,1fr))] gap-3 md:grid-cols-[repeat(auto-fill,minmax(130px,1fr))] md:gap-5">
        {titles.map((title) => (
          <li key={`${title.entityType} ${title.entityId}`} className="min-w-0">
            <PosterCard
              href={`/${title.entityType === "movie" ? "movies" : "series"}/${title.entityId}`}
              picture={
                title.posterHash === null
                  ? null
                  : cachedPicture({ hash: title.posterHash, thumbhash: title.posterThumbhash })
              }
              title={title.title}
              subtitle={[title.year, title.line].filter(Boolean).join(" · ") || "Year unknown"}
              sizes="(width < 48rem) 30vw, 160px"
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
