import { extname } from "node:path";

/** What Metarr takes for a film or an episode; `.strm` holds a URL and is never probed. */
export const videoExtensions = new Set(
  "mkv mp4 m4v avi mov wmv flv webm mpg mpeg m2ts ts vob ogv 3gp iso strm divx asf mts m2v ogm rmvb evo".split(" "),
);

/** Videos whose streams cannot be read from the file itself. */
export const unprobedExtensions = new Set(["strm", "iso"]);

export const subtitleExtensions = new Set("srt ass ssa sub idx vtt sup smi ttml dfxp mks".split(" "));

/** Pictures found beside media; only jpg, png and webp are ever decoded (see lib/artwork). */
export const imageExtensions = new Set("jpg jpeg png webp gif tbn bmp tif tiff svg avif heic".split(" "));

export const audioExtensions = new Set("mp3 flac m4a aac ogg opus wav wma mka ac3 dts eac3".split(" "));

/** The extension in lower case without its dot, or an empty string. Names such as `.nfo` have none. */
export function extensionOf(path: string): string {
  return extname(path).slice(1).toLowerCase();
}

export type ExtraType =
  | "trailer"
  | "sample"
  | "featurette"
  | "behindthescenes"
  | "deleted"
  | "interview"
  | "scene"
  | "short"
  | "clip"
  | "other"
  | "theme";

/** Folders of extras (Jellyfin NamingOptions, Plex, Kodi), by name in lower case with `-`, `_` and `.` as spaces. */
export const extraFolders: Readonly<Record<string, ExtraType>> = {
  trailers: "trailer",
  trailer: "trailer",
  sample: "sample",
  samples: "sample",
  featurettes: "featurette",
  featurette: "featurette",
  "behind the scenes": "behindthescenes",
  behindthescenes: "behindthescenes",
  "deleted scenes": "deleted",
  "deleted scene": "deleted",
  deletedscenes: "deleted",
  deleted: "deleted",
  interviews: "interview",
  interview: "interview",
  scenes: "scene",
  scene: "scene",
  shorts: "short",
  short: "short",
  clips: "clip",
  clip: "clip",
  extras: "other",
  extra: "other",
  other: "other",
  others: "other",
  bonus: "other",
  "bonus features": "other",
  "special features": "other",
  "theme music": "theme",
  backdrops: "theme",
};

/** What may follow `-`, `_`, `.` or ` - ` at the end of a base name. */
export const extraSuffixes: Readonly<Record<string, ExtraType>> = {
  trailer: "trailer",
  sample: "sample",
  featurette: "featurette",
  behindthescenes: "behindthescenes",
  deleted: "deleted",
  deletedscene: "deleted",
  interview: "interview",
  scene: "scene",
  short: "short",
  clip: "clip",
  extra: "other",
  other: "other",
  theme: "theme",
};
