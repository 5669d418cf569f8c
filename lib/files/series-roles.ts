import type { FileRole } from "./classify.ts";
import type { ClassifiedSeriesFolder } from "./classify-series.ts";
import type { WalkedFile } from "./walk.ts";

export type SeriesFileRole = Omit<FileRole, "film"> & { series: string | null };

/** Every file of a classified folder once, with its role in a word: what `inspect folder` prints. */
export function listSeriesRoles({ shows, unknown }: ClassifiedSeriesFolder): SeriesFileRole[] {
  const roles: SeriesFileRole[] = [];
  for (const show of shows) {
    const series = show.directoryPath;
    const add = (file: WalkedFile, role: string, detail: Record<string, unknown> = {}) =>
      roles.push({ path: file.path, role, series, detail });
    for (const { file, seasonNumber, episodeNumbers, numbering, name, ...beside } of show.files) {
      add(file, "video", { title: show.title, seasonNumber, episodeNumbers, numbering, partNumber: name.part });
      const numbers = { seasonNumber, episodeNumbers };
      for (const nfo of beside.nfos) add(nfo, "nfo", numbers);
      for (const { file: subtitle, ...detail } of beside.subtitles)
        add(subtitle, "subtitle", { ...numbers, ...detail });
      for (const thumb of beside.thumbs) add(thumb, "artwork", { ...numbers, type: "thumb", index: 0 });
      for (const companion of beside.companions) add(companion, "companion", numbers);
    }
    if (show.nfo) add(show.nfo, "nfo");
    for (const { season, file } of show.seasonNfos) add(file, "nfo", { seasonNumber: season });
    for (const { file, kind } of show.extras) add(file, kind === "trailer" ? "trailer" : "extra", { type: kind });
    for (const { file, season, ...detail } of show.artwork) add(file, "artwork", { seasonNumber: season, ...detail });
    for (const file of show.companions) add(file, "companion");
  }
  for (const { file, kind, reason } of unknown)
    roles.push({ path: file.path, role: "unknown", series: null, detail: { kind, reason } });
  return roles.sort((a, b) => (a.path < b.path ? -1 : 1));
}
