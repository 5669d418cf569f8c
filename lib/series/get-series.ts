import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import {
  countries,
  genres,
  series,
  seriesCountries,
  seriesGenres,
  seriesStudios,
  seriesTags,
  studios,
  tags,
} from "#db/schema/index.ts";

/** The series of a page; undefined when there is none, or it was removed. */
export async function findSeries(db: Db, seriesId: number) {
  const [found] = await db
    .select()
    .from(series)
    .where(and(eq(series.id, seriesId), isNull(series.deletedAt)));
  return found;
}
export type Series = NonNullable<Awaited<ReturnType<typeof findSeries>>>;

/** Names that belong to a series, each list in alphabetical order. */
export async function getSeriesNames(db: Db, seriesId: number) {
  const [genreRows, studioRows, countryRows, tagRows] = await Promise.all([
    db
      .select({ name: genres.name })
      .from(seriesGenres)
      .innerJoin(genres, eq(genres.id, seriesGenres.genreId))
      .where(eq(seriesGenres.seriesId, seriesId))
      .orderBy(asc(genres.name)),
    db
      .select({ name: studios.name })
      .from(seriesStudios)
      .innerJoin(studios, eq(studios.id, seriesStudios.studioId))
      .where(eq(seriesStudios.seriesId, seriesId))
      .orderBy(asc(studios.name)),
    db
      .select({ name: countries.name })
      .from(seriesCountries)
      .innerJoin(countries, eq(countries.id, seriesCountries.countryId))
      .where(eq(seriesCountries.seriesId, seriesId))
      .orderBy(asc(countries.name)),
    db
      .select({ name: tags.name })
      .from(seriesTags)
      .innerJoin(tags, eq(tags.id, seriesTags.tagId))
      .where(eq(seriesTags.seriesId, seriesId))
      .orderBy(asc(tags.name)),
  ]);
  const names = (rows: readonly { name: string }[]) => rows.map(({ name }) => name);
  return {
    genres: names(genreRows),
    studios: names(studioRows),
    countries: names(countryRows),
    tags: names(tagRows),
  };
}
