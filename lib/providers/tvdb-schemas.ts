import { z } from "zod";
import { arrayOf, filled, listOf, named, number, orNull, part, positive, text, wholeId } from "./readers.ts";

/** What TVDB v4 answers, under its own names (thetvdb.github.io/v4-api). Everything is inside `data`. */
const answer = <T>(data: z.ZodType<T>) => z.object({ data });

export const loginSchema = answer(z.object({ token: filled }));

/** TVDB says "failure" for a thing that it does not have, whatever the path. */
export const isMissing = (body: unknown): boolean => z.object({ status: z.literal("failure") }).safeParse(body).success;

/** Where nothing was found the list is null in places. */
const found = <T>(item: z.ZodType<T>) => z.union([z.null().transform((): T[] => []), arrayOf(item)]);

/** Ids are numbers in some places and texts in others. */
const anyId = z.union([z.int().positive(), z.string().regex(/^\d+$/).transform(Number)]);
const words = z
  .record(z.string(), z.unknown())
  .transform((entries) =>
    Object.entries(entries).flatMap(([language, value]) =>
      typeof value === "string" && value.trim() !== "" ? [{ language, text: value.trim() }] : [],
    ),
  );
const remoteIds = listOf(z.object({ id: filled, sourceName: filled }));
export type TvdbRemoteId = z.output<typeof remoteIds>[number];
const aliases = listOf(z.object({ language: text, name: filled }));

const searchHitSchema = z.object({
  tvdb_id: anyId,
  name: filled,
  overview: text,
  year: text,
  first_air_time: text,
  image_url: text,
  country: text,
  network: text,
  primary_language: text,
  aliases: listOf(filled),
  translations: part(words),
  overviews: part(words),
  remote_ids: remoteIds,
});
export type TvdbSearchHit = z.output<typeof searchHitSchema>;
export const searchSchema = answer(found(searchHitSchema));

const baseRecord = {
  id: z.int().positive(),
  name: filled,
  overview: text,
  image: text,
  year: text,
  firstAired: text,
  score: number,
  country: text,
  originalCountry: text,
  originalLanguage: text,
  aliases,
};
const baseSchema = z.object(baseRecord);
export type TvdbBase = z.output<typeof baseSchema>;

/** Things of every kind may have the same id elsewhere; only the series count. */
export const remoteIdSchema = answer(found(z.object({ series: baseSchema })));

const nameTranslation = z.object({
  language: filled,
  name: filled,
  isAlias: z.unknown().transform((value) => value === true),
});
const overviewTranslation = z.object({ language: filled, overview: filled });

const companySchema = z.object({
  name: filled,
  primaryCompanyType: wholeId,
  companyType: part(z.object({ companyTypeName: text })),
});
export type TvdbCompany = z.output<typeof companySchema>;

const artworkSchema = z.object({
  id: wholeId,
  image: filled,
  type: z.int(),
  language: text,
  width: positive,
  height: positive,
  score: number,
  seasonId: wholeId,
});
export type TvdbArtwork = z.output<typeof artworkSchema>;

const seasonSchema = z.object({
  id: z.int().positive(),
  number: z.int().nonnegative(),
  name: text,
  image: text,
  imageType: wholeId,
  type: part(z.object({ type: text })),
});
export type TvdbSeason = z.output<typeof seasonSchema>;

const characterSchema = z.object({
  name: text,
  personName: text,
  personImgURL: text,
  image: text,
  peopleType: text,
  sort: number,
  episodeId: wholeId,
});
export type TvdbCharacter = z.output<typeof characterSchema>;

const seriesRecord = z.object({
  ...baseRecord,
  averageRuntime: positive,
  status: part(z.object({ name: text })),
  genres: listOf(named),
  companies: listOf(companySchema),
  originalNetwork: orNull(named),
  latestNetwork: orNull(named),
  contentRatings: listOf(z.object({ name: filled, country: filled })),
  tags: listOf(named),
  remoteIds,
  characters: listOf(characterSchema),
  artworks: listOf(artworkSchema),
  seasons: listOf(seasonSchema),
  seasonTypes: listOf(z.object({ type: filled, name: filled, alternateName: text })),
  translations: part(
    z.object({ nameTranslations: listOf(nameTranslation), overviewTranslations: listOf(overviewTranslation) }),
  ),
});
export type TvdbSeries = z.output<typeof seriesRecord>;
export const seriesSchema = answer(seriesRecord);

export const artworkTypesSchema = answer(arrayOf(z.object({ id: z.int(), name: text, slug: text, recordType: text })));
export type TvdbArtworkType = z.output<typeof artworkTypesSchema>["data"][number];

export const companyTypesSchema = answer(arrayOf(z.object({ companyTypeId: z.int(), companyTypeName: filled })));
export type TvdbCompanyType = z.output<typeof companyTypesSchema>["data"][number];

/** Absent lists of languages say nothing; empty ones say that there is no translation. */
const languageList = z.unknown().transform((value) => z.array(z.string()).safeParse(value).data);

const episodeSchema = z.object({
  id: z.int().positive(),
  seasonNumber: z.int().nonnegative(),
  number: z.int().nonnegative(),
  absoluteNumber: positive,
  name: text,
  overview: text,
  aired: text,
  runtime: positive,
  image: text,
  nameTranslations: languageList,
  overviewTranslations: languageList,
});
export type TvdbEpisode = z.output<typeof episodeSchema>;

/** The episodes are beside the series in one language, and within it in others. */
export const episodesSchema = z
  .object({
    data: z.object({
      episodes: listOf(episodeSchema),
      series: part(z.object({ episodes: listOf(episodeSchema) })),
    }),
    links: part(z.object({ next: text })),
  })
  .transform(({ data, links }) => ({
    episodes: data.episodes.length > 0 ? data.episodes : data.series.episodes,
    hasMore: links.next !== null,
  }));

export const updatesSchema = z
  .object({ data: found(z.object({ recordId: z.int().positive() })), links: part(z.object({ next: text })) })
  .transform(({ data, links }) => ({ ids: data.map(({ recordId }) => recordId), hasMore: links.next !== null }));
