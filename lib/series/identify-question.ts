import { basename } from "node:path";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, libraryNfoFiles } from "#db/schema/index.ts";
import { fieldSources } from "#lib/editing/field-sources.ts";
import { identityFields } from "#lib/editing/identity-fields.ts";
import { parseName } from "#lib/files/names/parse.ts";
import { takeSuffixes } from "#lib/identify/country-suffix.ts";
import { idsInSnapshot } from "#lib/identify/nfo-ids.ts";
import { distinctTitles } from "#lib/identify/query-variants.ts";
import { titleSimilarity } from "#lib/identify/title-similarity.ts";
import type { SeriesIds } from "#lib/providers/series.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import type { SeriesQuestion } from "./find-identity.ts";
import type { SeriesName } from "./identify-score.ts";
import type { FileEpisode } from "./identify-shape.ts";
import type { SeriesState } from "./series-state.ts";

/** Titles from here on are one: only an article or a spelling tells them apart. */
const sameTitle = 0.95;
/** Episodes that are compared with a database's list: more say nothing new. */
const episodesRead = 500;

/** Everything that is known about who a series is. `byIdOnly`: automation `manual`, and nobody asked for more. */
export async function seriesQuestion(
  db: Db,
  { series, ids: row, library }: SeriesState,
  { byIdOnly }: { byIdOnly: boolean },
): Promise<SeriesQuestion> {
  const settings = await readSettings(db);
  const name = parseName(`${basename(series.directoryPath)}/Season 1/x.mkv`, { type: "tv" });
  const sources = await fieldSources(db, "series", series.id);
  const isPicked = identityFields.some((field) => sources.get(field)?.source === "user");
  const named = { ...name.ids, tvmaze: null };
  return {
    names: seriesNames(series, { title: name.seriesTitle, year: name.year }),
    files: await fileEpisodes(db, series.id),
    claims: seriesClaims({ row, named, told: await nfoIds(db, series.id), isPicked }),
    language: library.language,
    region: library.region,
    rules: { acceptScore: settings.get("identify.acceptScore"), margin: settings.get("identify.margin") },
    byIdOnly,
  };
}

type Named = { title: string; originalTitle: string | null; year: number | null };

/** What the folder and what the metadata call it, in which the NFO spoke; one entry where they agree. */
export function seriesNames(row: Named, folder: { title: string | null; year: number | null }): SeriesName[] {
  const told = takeSuffixes(row.title);
  const titles = distinctTitles([told.title, row.originalTitle]);
  const metadata = { titles, year: row.year ?? told.year, country: told.country };
  if (folder.title === null) return [{ ...metadata, year: metadata.year ?? folder.year }];
  const named = takeSuffixes(folder.title);
  const year = folder.year ?? named.year;
  const isSameTitle = titles.some((each) => titleSimilarity(each, named.title) >= sameTitle);
  const isSameYear = metadata.year === null || year === null || metadata.year === year;
  const country = named.country ?? metadata.country;
  if (isSameTitle && isSameYear) {
    return [{ titles: distinctTitles([named.title, ...titles]), year: metadata.year ?? year, country }];
  }
  return [
    { titles: [named.title], year: year ?? metadata.year, country },
    { ...metadata, year: metadata.year ?? year, country: metadata.country ?? named.country },
  ];
}

/**
 * Who says which ids. What a person picked stands above all. What the row has counts only where neither folder nor NFO says
 * anything: it came from them, or from a search.
 */
export function seriesClaims({
  row,
  named,
  told,
  isPicked,
}: {
  row: SeriesIds;
  named: SeriesIds;
  told: SeriesIds;
  isPicked: boolean;
}): SeriesQuestion["claims"] {
  if (isPicked) return [{ by: "user", ids: row }];
  const said = [
    { by: "name" as const, ids: named },
    { by: "nfo" as const, ids: told },
  ].filter(({ ids }) => Object.values(ids).some((id) => id !== null));
  return said.length > 0 ? said : [{ by: "row", ids: row }];
}

/** The ids of the tvshow.nfo that was found; one that Metarr wrote says nothing new. */
async function nfoIds(db: Db, seriesId: number): Promise<SeriesIds> {
  const [row] = await db
    .select({ snapshot: libraryNfoFiles.snapshot })
    .from(libraryNfoFiles)
    .where(
      and(
        eq(libraryNfoFiles.entityType, "series"),
        eq(libraryNfoFiles.entityId, seriesId),
        isNull(libraryNfoFiles.publishedAt),
      ),
    )
    .orderBy(asc(libraryNfoFiles.path))
    .limit(1);
  return idsInSnapshot(row?.snapshot);
}

function fileEpisodes(db: Db, seriesId: number): Promise<FileEpisode[]> {
  return db
    .select({
      seasonNumber: episodes.seasonNumber,
      episodeNumber: episodes.episodeNumber,
      absoluteNumber: episodes.absoluteNumber,
      airDate: episodes.airDate,
      numbering: episodes.numbering,
    })
    .from(episodes)
    .where(and(eq(episodes.seriesId, seriesId), isNull(episodes.deletedAt)))
    .orderBy(asc(episodes.seasonNumber), asc(episodes.episodeNumber))
    .limit(episodesRead);
}
