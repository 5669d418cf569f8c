import type { ImageType } from "#db/schema/index.ts";
import { languageOfTvdb } from "./language-chain.ts";
import type { ProviderArtwork } from "./provider.ts";
import type { TvdbArtwork, TvdbArtworkType, TvdbSeason, TvdbSeries } from "./tvdb-schemas.ts";

/** Where TVDB's pictures are; some records name them without it. */
export const tvdbImageHome = "https://artworks.thetvdb.com";

/** The address of a picture; null for none and for what no player reads. */
export function tvdbImageUrl(image: string | null): string | null {
  const url = image === null ? null : URL.parse(image, tvdbImageHome);
  return url !== null && /\.(jpe?g|png|webp)$/i.test(url.pathname) ? url.href : null;
}

/** TVDB's types of pictures by their names, in our words. Others, such as icons, no player shows. */
const meanings: readonly [RegExp, ImageType][] = [
  [/clear ?logo/, "clearlogo"],
  [/clear ?art/, "clearart"],
  [/banner/, "banner"],
  [/poster/, "poster"],
  [/background|fanart/, "fanart"],
];

/** What each of TVDB's ids of types means, by what it is a picture of. */
export type ArtworkMeanings = { series: Map<number, ImageType>; season: Map<number, ImageType> };

export function artworkMeanings(types: TvdbArtworkType[]): ArtworkMeanings {
  const of = (recordType: string) =>
    new Map(
      types.flatMap((type): [number, ImageType][] => {
        const name = `${type.name ?? ""} ${type.slug ?? ""}`.toLowerCase();
        const meaning = type.recordType === recordType ? meanings.find(([words]) => words.test(name)) : undefined;
        return meaning ? [[type.id, meaning[1]]] : [];
      }),
    );
  return { series: of("series"), season: of("season") };
}

/** Pictures of the series itself. */
export function seriesArtwork({ artworks }: TvdbSeries, { series }: ArtworkMeanings): ProviderArtwork[] {
  return artworks.flatMap((artwork) => (artwork.seasonId === null ? toArtwork(artwork, series) : []));
}

/** Pictures of one season; the one that its record names, where there is no other. */
export function seasonArtwork(
  season: TvdbSeason,
  { artworks }: Pick<TvdbSeries, "artworks">,
  { season: types }: ArtworkMeanings,
): ProviderArtwork[] {
  const all = artworks.flatMap((artwork) => (artwork.seasonId === season.id ? toArtwork(artwork, types) : []));
  if (all.length > 0 || season.image === null || season.imageType === null) return all;
  const { image, imageType: type } = season;
  return toArtwork({ id: null, image, type, language: null, width: null, height: null, score: null }, types);
}

/** Scores of pictures begin at this number; what is above it people gave. */
const scoreBase = 100_000;

function toArtwork(artwork: Omit<TvdbArtwork, "seasonId">, types: Map<number, ImageType>): ProviderArtwork[] {
  const { id, width, height, score } = artwork;
  const assetType = types.get(artwork.type);
  const url = tvdbImageUrl(artwork.image);
  if (assetType === undefined || url === null) return [];
  const likes = score === null ? null : score >= scoreBase ? score - scoreBase : score;
  const language = languageOfTvdb(artwork.language);
  return [
    {
      assetType,
      providerId: id?.toString() ?? null,
      url,
      width,
      height,
      language,
      voteAverage: null,
      voteCount: null,
      likes,
    },
  ];
}
