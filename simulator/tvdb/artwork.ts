import type { Drawn, PictureKind } from "../artwork/pictures.ts";
import { tvdbMoviePictures, tvdbSeasonPictures, tvdbSeriesPictures } from "../artwork/tvdb-pictures.ts";
import type { Film } from "../catalogue/film.ts";
import { hashText } from "../catalogue/seed.ts";
import { threeLetters } from "../catalogue/series-words.ts";
import type { Show } from "../catalogue/show.ts";

type ArtworkType = {
  id: number;
  name: string;
  slug: string;
  recordType: string;
  kind: PictureKind | "icon" | "photo";
  size: [number, number];
};

/** The types are data: these ids are others than the real ones, so that a client that knows those by heart fails. */
const types: readonly ArtworkType[] = [
  { id: 407, name: "Banner", slug: "banners", recordType: "series", kind: "banner", size: [758, 140] },
  { id: 419, name: "Poster", slug: "posters", recordType: "series", kind: "poster", size: [680, 1000] },
  { id: 433, name: "Background", slug: "backgrounds", recordType: "series", kind: "backdrop", size: [1920, 1080] },
  { id: 441, name: "Icon", slug: "icons", recordType: "series", kind: "icon", size: [1024, 1024] },
  { id: 453, name: "ClearArt", slug: "clearart", recordType: "series", kind: "clearart", size: [1000, 562] },
  { id: 467, name: "ClearLogo", slug: "clearlogo", recordType: "series", kind: "logo", size: [800, 310] },
  { id: 503, name: "Banner", slug: "banners", recordType: "season", kind: "banner", size: [758, 140] },
  { id: 511, name: "Poster", slug: "posters", recordType: "season", kind: "poster", size: [680, 1000] },
  { id: 601, name: "16:9 Screencap", slug: "screencaps", recordType: "episode", kind: "backdrop", size: [640, 360] },
  { id: 701, name: "Photo", slug: "photos", recordType: "actor", kind: "photo", size: [300, 450] },
  { id: 809, name: "Poster", slug: "posters", recordType: "movie", kind: "poster", size: [680, 1000] },
  { id: 811, name: "Background", slug: "backgrounds", recordType: "movie", kind: "backdrop", size: [1920, 1080] },
  { id: 823, name: "Banner", slug: "banners", recordType: "movie", kind: "banner", size: [1000, 185] },
  { id: 827, name: "ClearArt", slug: "clearart", recordType: "movie", kind: "clearart", size: [1000, 562] },
  { id: 829, name: "ClearLogo", slug: "clearlogo", recordType: "movie", kind: "logo", size: [800, 310] },
];

/** What `/artwork/types` tells. */
export function artworkTypes() {
  return types.map(({ id, name, slug, recordType, kind, size: [width, height] }) => ({
    id,
    name,
    recordType,
    slug,
    imageFormat: kind === "logo" || kind === "clearart" ? "PNG" : "JPG",
    width,
    height,
    thumbWidth: 340,
    thumbHeight: Math.round((340 * height) / width),
  }));
}

export const screencapType = 601;

type Place = { url: string; artworkScale: number };
type Owner = { recordType: string; seriesId: number; seasonId?: number };

/** Artwork of a series and of its seasons. */
export function seriesArtworks(show: Show, { url, artworkScale }: Place) {
  return [
    ...tvdbSeriesPictures(show, artworkScale).map((drawn) =>
      artworkOf(drawn, { url, owner: { recordType: "series", seriesId: show.tvdbId } }),
    ),
    ...show.seasons.flatMap((season) =>
      tvdbSeasonPictures(show, season, artworkScale).map((drawn) =>
        artworkOf(drawn, { url, owner: { recordType: "season", seriesId: show.tvdbId, seasonId: season.tvdbId } }),
      ),
    ),
  ];
}

export function movieArtworks(film: Film, { url, artworkScale }: Place) {
  return tvdbMoviePictures(film, artworkScale).map((drawn) => artworkBase(drawn, { url, recordType: "movie" }));
}

/** A season record lists the short form. */
export function seasonArtworks(show: Show, seasonId: number, { url, artworkScale }: Place) {
  return show.seasons
    .filter(({ tvdbId }) => tvdbId === seasonId)
    .flatMap((season) => tvdbSeasonPictures(show, season, artworkScale))
    .map((drawn) => artworkBase(drawn, { url, recordType: "season" }));
}

/** The address of a picture and of its small form. */
export function imageUrls({ picture }: Drawn, url: string): { image: string; thumbnail: string } {
  const image = `${url}/tvdb-images${picture.filePath}`;
  return { image, thumbnail: image.replace(/(\.[a-z]+)$/, "_t$1") };
}

/** The best of a kind, as the record itself names it. */
export function mainImage(pictures: Drawn[], { kind, url }: { kind: PictureKind; url: string }): string | null {
  const best = pictures.find(({ picture }) => picture.kind === kind);
  return best === undefined ? null : imageUrls(best, url).image;
}

function artworkBase(drawn: Drawn, { url, recordType }: { url: string; recordType: string }) {
  const { picture } = drawn;
  return {
    id: 60_000_000 + (hashText(picture.filePath) % 900_000_000),
    ...imageUrls(drawn, url),
    language: picture.language === null ? null : (threeLetters[picture.language] ?? null),
    type: types.find((type) => type.recordType === recordType && type.kind === picture.kind)?.id ?? 0,
    score: Math.round(picture.voteAverage),
    width: picture.width,
    height: picture.height,
    includesText: picture.title !== null,
  };
}

function artworkOf(drawn: Drawn, { url, owner }: { url: string; owner: Owner }) {
  const { recordType, ...ids } = owner;
  return {
    ...artworkBase(drawn, { url, recordType }),
    thumbnailWidth: 340,
    thumbnailHeight: Math.round((340 * drawn.picture.height) / drawn.picture.width),
    updatedAt: 1_700_000_000,
    status: { id: 1, name: null },
    tagOptions: null,
    ...ids,
  };
}
