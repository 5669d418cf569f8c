import { type ThumbnailWidth, thumbnailWidths } from "#lib/artwork/vocabulary.ts";

/** A picture to show: where it lies and its blurred stand-in. Only paths of this server: browsers call nobody else. */
export type PictureSource = {
  src: string;
  srcSet?: string;
  /** ThumbHash in base64, shown until the picture is there. */
  thumbhash?: string | null;
};

/** Address of a cached picture; without a width the original. */
export function artworkUrl(hash: string, widthPx?: ThumbnailWidth): string {
  return widthPx === undefined ? `/api/artwork/${hash}` : `/api/artwork/${hash}?w=${widthPx}`;
}

/** A cached picture in every width, for Picture, Poster and PosterCard. */
export function cachedPicture({ hash, thumbhash }: { hash: string; thumbhash?: string | null }): PictureSource {
  return {
    src: artworkUrl(hash, 300),
    srcSet: thumbnailWidths.map((widthPx) => `${artworkUrl(hash, widthPx)} ${widthPx}w`).join(", "),
    ...(thumbhash ? { thumbhash } : {}),
  };
}
