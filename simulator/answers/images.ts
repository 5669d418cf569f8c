import { type Picture, type PictureKind, picturesOf } from "../artwork/pictures.ts";
import type { Film } from "../catalogue/film.ts";

/**
 * Which pictures a request wants: those of `include_image_language` ("en,de,null"), else only those of `language`, else all.
 * The second rule surprises people and is TMDB's own: a language alone hides the textless pictures.
 */
export function wantsLanguage(query: URLSearchParams): (language: string | null) => boolean {
  const included = query.get("include_image_language");
  if (included !== null) {
    const wished = included.split(",").map((part) => part.trim().split("-")[0]);
    return (language) => wished.includes(language ?? "null");
  }
  const single = query.get("language")?.split("-")[0];
  return single ? (language) => language === single : () => true;
}

/** One picture as TMDB lists it. */
export function imageOf(picture: Picture) {
  return {
    aspect_ratio: Math.round((picture.width / picture.height) * 1000) / 1000,
    height: picture.height,
    iso_639_1: picture.language,
    file_path: picture.filePath,
    vote_average: picture.voteAverage,
    vote_count: picture.voteCount,
    width: picture.width,
  };
}

/** A film's pictures by kind. */
export function filmImages(film: Film, query: URLSearchParams, scale: number) {
  const wanted = wantsLanguage(query);
  const pictures = picturesOf(film, scale).filter((picture) => wanted(picture.language));
  const ofKind = (kind: PictureKind) => pictures.filter((picture) => picture.kind === kind).map(imageOf);
  return { backdrops: ofKind("backdrop"), logos: ofKind("logo"), posters: ofKind("poster") };
}
