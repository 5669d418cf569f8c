import { Poster } from "#components/poster.tsx";
import { bytesInWords } from "#lib/in-words.ts";
import { episodesText } from "../../../../../_components/texts.ts";
import { posterOf } from "../../../../_components/show.ts";
import { EditLink } from "../../../_components/edit-link.tsx";
import { nameOfSeason } from "../../../_components/names.ts";
import type { Season } from "../queries.ts";

/** The season's poster, its name and how much there is of it; for people who may, the way to its form. */
export function SeasonHeader({ season, editHref }: { season: Season; editHref: string | undefined }) {
  const { seasonNumber, title, plot, have, listed, sizeBytes } = season;
  const name = nameOfSeason(seasonNumber);
  const isNamed = title !== null && title !== name;
  const count =
    have === 0 && listed?.aired === 0
      ? "Not aired yet"
      : listed && listed.have < listed.aired
        ? `${listed.have} of ${episodesText(listed.aired)}`
        : episodesText(have);
  const facts = [count, sizeBytes > 0 && bytesInWords(sizeBytes), yearsOf(season)].filter(Boolean);
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-4 md:gap-6">
      <Poster picture={posterOf(season)} title={name} sizes="96px" eager className="w-16 md:w-24" />
      <div className="min-w-0">
        <h2 className="text-balance font-semibold text-1 text-lg tracking-tight">
          {name}
          {isNamed && <span className="font-normal text-2"> · {title}</span>}
        </h2>
        <p className="mt-1 text-2 text-sm">{facts.join(" · ")}</p>
        {plot && <p className="mt-2 line-clamp-3 max-w-prose text-2">{plot}</p>}
      </div>
      {editHref && <EditLink href={editHref} label={`Edit ${name}`} />}
    </div>
  );
}

/** "2019", "2019–2020": when its episodes came. */
function yearsOf({ episodes }: Season): string {
  const years = episodes
    .flatMap(({ airDate, state }) => (airDate === null || state === "future" ? [] : [airDate.slice(0, 4)]))
    .toSorted();
  const [first, last] = [years[0], years.at(-1)];
  return first === last ? (first ?? "") : `${first}–${last}`;
}
