import type { FanartImage, FanartMovie, FanartSeries } from "./fanart-schemas.ts";
import type { ProviderArtwork } from "./provider.ts";
import type { ProviderSeason } from "./series.ts";

type Type = ProviderArtwork["assetType"];

/** Types of fanart.tv by ours, the better kind first: its logos in HD are 800 pixels wide, the older ones 400. */
const ofMovies = {
  hdmovielogo: "clearlogo",
  movielogo: "clearlogo",
  hdmovieclearart: "clearart",
  movieart: "clearart",
  movieposter: "poster",
  moviebackground: "fanart",
  moviebanner: "banner",
  moviethumb: "landscape",
  moviedisc: "discart",
} as const satisfies Partial<Record<keyof FanartMovie, Type>>;

const ofSeries = {
  hdtvlogo: "clearlogo",
  clearlogo: "clearlogo",
  hdclearart: "clearart",
  clearart: "clearart",
  tvposter: "poster",
  showbackground: "fanart",
  tvbanner: "banner",
  tvthumb: "landscape",
  characterart: "characterart",
} as const satisfies Partial<Record<keyof FanartSeries, Type>>;

const ofSeasons = {
  seasonposter: "poster",
  seasonbanner: "banner",
  seasonthumb: "landscape",
} as const satisfies Partial<Record<keyof FanartSeries, Type>>;

/** Pictures of a film. Only the first disc of a set stands for the film. */
export function movieArtworkOf(answer: FanartMovie): ProviderArtwork[] {
  return entriesOf(ofMovies).flatMap(([key, assetType]) =>
    answer[key].filter(({ disc }) => disc === null || disc === 1).flatMap((image) => candidates(assetType, image)),
  );
}

/** Pictures of a series. Those for all seasons together stand for the series. */
export function seriesArtworkOf(answer: FanartSeries): ProviderArtwork[] {
  const own = entriesOf(ofSeries).flatMap(([key, assetType]) =>
    answer[key].flatMap((image) => candidates(assetType, image)),
  );
  const ofAllSeasons = entriesOf(ofSeasons).flatMap(([key, assetType]) =>
    answer[key].filter(({ season }) => season === "all").flatMap((image) => candidates(assetType, image)),
  );
  return [...own, ...ofAllSeasons];
}

/** The seasons that have pictures, specials (0) too, by number. */
export function seasonsOf(answer: FanartSeries): ProviderSeason[] {
  const bySeason = new Map<number, ProviderArtwork[]>();
  for (const [key, assetType] of entriesOf(ofSeasons)) {
    for (const image of answer[key]) {
      const seasonNumber = image.season !== null && /^\d{1,4}$/.test(image.season) ? Number(image.season) : undefined;
      if (seasonNumber === undefined) continue;
      bySeason.set(seasonNumber, [...(bySeason.get(seasonNumber) ?? []), ...candidates(assetType, image)]);
    }
  }
  return [...bySeason]
    .toSorted(([a], [b]) => a - b)
    .map(([seasonNumber, artwork]) => ({
      seasonNumber,
      ids: { tmdb: null, tvdb: null },
      title: null,
      plot: null,
      airDate: null,
      artwork,
    }));
}

/** A poster without text is also key art. */
function candidates(assetType: Type, image: FanartImage): ProviderArtwork[] {
  const language = image.lang === null || image.lang === "00" ? null : image.lang.toLowerCase();
  const candidate: ProviderArtwork = {
    assetType,
    providerId: image.id,
    url: image.url.replace(/^http:\/\/assets\.fanart\.tv\//, "https://assets.fanart.tv/"),
    width: null,
    height: null,
    language,
    voteAverage: null,
    voteCount: null,
    likes: image.likes,
  };
  return assetType === "poster" && language === null ? [candidate, { ...candidate, assetType: "keyart" }] : [candidate];
}

function entriesOf<K extends string>(map: Readonly<Record<K, Type>>): [K, Type][] {
  const isKey = (key: string): key is K => Object.hasOwn(map, key);
  return Object.keys(map)
    .filter(isKey)
    .map((key) => [key, map[key]]);
}
