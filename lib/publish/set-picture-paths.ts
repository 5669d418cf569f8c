import { join } from "node:path";
import { publishedFormats } from "#lib/artwork/vocabulary.ts";
import { kodiSetPictures } from "./profiles.ts";

/** Every path that a picture of a set may have been published to in the folder of a film. */
export const setPicturePaths = (folder: string): string[] =>
  Object.values(kodiSetPictures).flatMap((name) => publishedFormats.map((format) => join(folder, `${name}.${format}`)));
