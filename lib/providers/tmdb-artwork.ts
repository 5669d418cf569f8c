import type { ProviderArtwork, ProviderVideo } from "./provider.ts";
import type { TmdbImage, TmdbMovie, TmdbVideos } from "./tmdb-schemas.ts";

/** Pictures are named by this address whatever server they are fetched from, so that a mirror changes no row. */
export const tmdbImageHome = "https://image.tmdb.org/t/p";

export function imageUrl(path: string): string;
export function imageUrl(path: string | null): string | null;
export function imageUrl(path: string | null): string | null {
  return path === null ? null : `${tmdbImageHome}/original${path}`;
}

/**
 * A picture may be of use as two types: a poster without text is also key art; a backdrop with text is also a landscape.
 * SVG logos are passed over, because they can hold scripts and no player reads them.
 */
export function artworkOf(images: TmdbMovie["images"]): ProviderArtwork[] {
  const posters = usable(images.posters);
  const backdrops = usable(images.backdrops);
  return [
    ...posters.map((image) => candidate("poster", image)),
    ...posters.filter(isTextless).map((image) => candidate("keyart", image)),
    ...backdrops.map((image) => candidate("fanart", image)),
    ...backdrops.filter((image) => !isTextless(image)).map((image) => candidate("landscape", image)),
    ...usable(images.logos).map((image) => candidate("clearlogo", image)),
  ];
}

const usable = (list: TmdbImage[]) => list.filter(({ file_path }) => /\.(jpe?g|png|webp)$/i.test(file_path));

/** What people look like. */
export const portraitsOf = (profiles: TmdbImage[]): ProviderArtwork[] =>
  usable(profiles).map((image) => candidate("actor_thumb", image));

/** TMDB marks pictures without text by no language, or by "xx". */
const languageOf = ({ iso_639_1 }: TmdbImage): string | null => (iso_639_1 === "xx" ? null : iso_639_1);
const isTextless = (image: TmdbImage): boolean => languageOf(image) === null;

/** A picture that TMDB names without telling anything about it: its size shows when it is fetched. */
export function pictureOf(assetType: ProviderArtwork["assetType"], path: string): ProviderArtwork {
  return {
    assetType,
    providerId: path,
    url: imageUrl(path),
    width: null,
    height: null,
    language: null,
    voteAverage: null,
    voteCount: null,
    likes: null,
  };
}

function candidate(assetType: ProviderArtwork["assetType"], image: TmdbImage): ProviderArtwork {
  return {
    assetType,
    providerId: image.file_path,
    url: imageUrl(image.file_path),
    width: image.width,
    height: image.height,
    language: languageOf(image),
    voteAverage: image.vote_average,
    voteCount: image.vote_count,
    likes: null,
  };
}

/** Sites whose videos can be opened, and how. */
const sites = {
  youtube: (key: string) => `https://www.youtube.com/watch?v=${encodeURIComponent(key)}`,
  vimeo: (key: string) => `https://vimeo.com/${encodeURIComponent(key)}`,
} as const;
const siteOf = (name: string) => (name === "YouTube" ? "youtube" : name === "Vimeo" ? "vimeo" : undefined);

export function videosOf({ results }: TmdbVideos): ProviderVideo[] {
  return results.flatMap((video) => {
    const site = siteOf(video.site);
    if (site === undefined) return [];
    const { key, name, official, type } = video;
    return [
      {
        url: sites[site](key),
        site,
        videoId: key,
        name: name ?? type,
        official,
        language: video.iso_639_1,
        type,
        lines: video.size,
      },
    ];
  });
}
