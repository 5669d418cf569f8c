import { findEpisodeMark } from "./find-mark.ts";
import { findSeason } from "./mark-pack.ts";
import { prepareName } from "./prepare.ts";

export type SeasonFolder = {
  seasonNumber: number;
  /** What stands before the season in the folder's name, such as the show of `Show.S02.1080p`; may be empty. */
  before: string;
  /** What stands behind it, such as tags. */
  after: string;
};

const specials =
  /^(.*?)[\s._-]*(?:specials?|especiales|sp[ée]cia(?:l|ux)|spezials?|speciale?|hors[\s-]s[ée]rie|sonderfolgen|ova?s?|oads?|sp|特别篇|спешлы?)$/iu;
const number = /^(?:\d{1,2}|(?:19|20)\d{2})$/;

/**
 * Reads `Season 01`, `Staffel 2`, `S03`, `Specials`, `Show Season 2 [1080p]`, `Show.S02.1080p-GRP`, `02` and, below a
 * show's folder, `2016`; null for a folder of another kind.
 */
export function readSeasonFolder(folder: string, { hasParent }: { hasParent: boolean }): SeasonFolder | null {
  const text = prepareName(folder).trim();
  const special = specials.exec(text);
  // `Season 2 Specials` names no show.
  const before = special?.[1] ?? "";
  if (special) return { seasonNumber: 0, before: findSeason(before)?.start === 0 ? "" : before, after: "" };
  // Without a folder above it a number is the title of a show, as 24 and 1923 are.
  if (number.test(text)) return hasParent ? { seasonNumber: Number(text), before: "", after: "" } : null;
  // Show.S01E02.1080p-GRP holds one episode; its own numbers are read with the file's.
  if (findEpisodeMark(text, { folderSeason: null, isAnime: false }, { isCertain: true })) return null;
  const mark = findSeason(text);
  if (mark?.seasonNumber == null) return null;
  return { seasonNumber: mark.seasonNumber, before: text.slice(0, mark.start), after: text.slice(mark.end) };
}

const generic =
  /^(?:(?:hd|4k|uhd|my|new|kids|foreign|all)?[\s._-]?(?:tv|tv[\s._-]?(?:shows?|series|hd|sd)?|shows?|series|serien?|animes?|animation|cartoons|movies?|films?|filme|videos?|media|documentar(?:y|ies)|docs)(?:[\s._-](?:hd|4k|uhd|sd|new|old|temp))?|downloads?|complete[ds]?|torrents?|seeding|new|incoming|library|libraries|mnt|data|home|storage|kids|misc|te?mp|unsorted|sorted|server|plex|kodi|nas|usenet|sabnzbd|nzbget|watch(?:ed)?|uploads?|files|volumes?\d?|disks?\d?|hdd\d?|share[ds]?|public|users?|[a-z]:|[a-z])$/iu;

/** Folders such as `TV Shows` or `downloads`, which name no show and no film. */
export const isGenericFolder = (name: string): boolean => generic.test(name.trim());
