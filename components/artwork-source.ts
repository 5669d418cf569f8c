/** A picture to show: where it lies and its blurred stand-in. Only paths of this server: browsers call nobody else. */
export type PictureSource = {
  src: string;
  srcSet?: string;
  /** ThumbHash in base64, shown until the picture is there. */
  thumbhash?: string | null;
};

/** Widths in pixels the artwork route makes thumbnails in. */
export const artworkWidthsPx = [160, 320, 640, 1280] as const;

export type ArtworkWidthPx = (typeof artworkWidthsPx)[number];

/** Address of a cached picture; without a width the original. */
export function artworkUrl(hash: string, widthPx?: ArtworkWidthPx): string {
  return widthPx === undefined ? `/api/artwork/${hash}` : `/api/artwork/${hash}?w=${widthPx}`;
}

/** A cached picture in every width, for Picture, Poster and PosterCard. */
export function cachedPicture({ hash, thumbhash }: { hash: string; thumbhash?: string | null }): PictureSource {
  return {
    src: artworkUrl(hash, 320),
    srcSet: artworkWidthsPx.map((widthPx) => `${artworkUrl(hash, widthPx)} ${widthPx}w`).join(", "),
    ...(thumbhash ? { thumbhash } : {}),
  };
}
