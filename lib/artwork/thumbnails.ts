import { type ThumbnailWidth, thumbnailWidths } from "./vocabulary.ts";

/** The widths made of a picture: all that are smaller than it, and the first that is not. */
export function thumbnailsFor(width: number): ThumbnailWidth[] {
  const enough = thumbnailWidths.findIndex((each) => each >= width);
  return enough === -1 ? [...thumbnailWidths] : thumbnailWidths.slice(0, enough + 1);
}

/** The thumbnail that answers a wish for `wanted` pixels. */
export function thumbnailFor(width: number, wanted: ThumbnailWidth): ThumbnailWidth {
  const made = thumbnailsFor(width);
  return made.find((each) => each >= wanted) ?? made.at(-1) ?? wanted;
}
