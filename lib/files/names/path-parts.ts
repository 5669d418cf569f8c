import type { ExtraType } from "../media-types.ts";
import { audioExtensions, extensionOf, imageExtensions, subtitleExtensions, videoExtensions } from "../media-types.ts";
import { extraFolderType } from "./extras.ts";

const otherExtensions = new Set(["nfo", "ifo", "bup", "bdmv", "mpls", "clpi", "txt", "xml", "tbn"]);

/** Folders that belong to the film or show above them and name nothing themselves. */
const structural =
  /^(?:bdmv|video_ts|audio_ts|stream|certificate|backup|playlist|subs?|subtitles?|(?:cd|dvd|dis[ck])[\s._-]?\d{1,2}|extrafanart|extrathumbs|\.actors)$/iu;

/** `Film.mp4.mkv`: a tool that changed the container kept the old name. */
const secondExtension = /(?<=[^.\s])\.(?:mkv|mp4|avi|m4v)$/iu;

export type PathParts = {
  /** The file's name without its extension. */
  base: string;
  container: string | null;
  /** Folders from the nearest up that may name a film or show. */
  folders: string[];
  /** What a folder such as `trailers/` makes of the file. */
  extra: ExtraType | null;
  /** `bluray` or `dvd` when the file belongs to a disc's own structure. */
  disc: "bluray" | "dvd" | null;
  /** The number of a folder such as `CD1`. */
  discFolderNumber: number | null;
};

/** Splits a path into the names that mean something. */
export function splitPath(path: string): PathParts {
  const names = splitNames(path);
  const file = names.pop() ?? "";
  const extension = extensionOf(file);
  // Release.2010.XviD.AC3 and Release.2010.TS end with a tag.
  const isTag = /\.(?:TS|AC3|DTS|AAC|FLAC|EAC3)$/.test(file);
  const isKnown =
    videoExtensions.has(extension) ||
    subtitleExtensions.has(extension) ||
    imageExtensions.has(extension) ||
    audioExtensions.has(extension) ||
    otherExtensions.has(extension);
  const folders: string[] = [];
  let extra: ExtraType | null = null;
  let discFolderNumber: number | null = null;
  for (const name of names.toReversed()) {
    const type = folders.length === 0 ? extraFolderType(name) : undefined;
    if (type) extra ??= type;
    else if (structural.test(name)) discFolderNumber ??= Number(/\d+$/.exec(name)?.[0] ?? Number.NaN) || null;
    else folders.push(name);
  }
  return {
    base: (isKnown && !isTag ? file.slice(0, -extension.length - 1) : file).replace(secondExtension, ""),
    container: isKnown && !isTag ? extension : null,
    folders,
    extra,
    disc: discOf(names, file),
    discFolderNumber,
  };
}

/** Windows writes `\\`; beside a `/` it is a sign of a name like any other. */
function splitNames(path: string): string[] {
  const isWindows = path.includes("\\") && (!path.includes("/") || /^[a-z]:\\/i.test(path));
  // `Title / Other Title` is one name.
  const names = isWindows ? path.replace(/^[a-z]:/i, "").split(/[\\/]/) : path.split(/\/(?! )|(?<! )\//);
  return names.filter((name) => name !== "" && name !== ".");
}

function discOf(folders: readonly string[], file: string): PathParts["disc"] {
  if (folders.some((name) => /^bdmv$/i.test(name)) || /^(?:index|movieobject)\.bdmv$/i.test(file)) return "bluray";
  return folders.some((name) => /^video_ts$/i.test(name)) || /^(?:video_ts\.\w+|vts_\d\d_\d\.\w+)$/i.test(file)
    ? "dvd"
    : null;
}
