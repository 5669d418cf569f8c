import { z } from "zod";
import type { Replaced } from "#lib/libraries/succession.ts";
import type { SourceKind } from "./vocabulary.ts";

/** What an event tells of files, in the words of its sender. */
export type EventFacts = {
  /** Such as `Charade (1963)` or `Old Harbour S01E02`; null where it is about nothing of that kind. */
  subject: string | null;
  /** Files and folders in which something changed. */
  paths: string[];
  replaced: Replaced[];
};

/** More than this in one event is looked at by the folder it is all in. */
const maxFiles = 1_000;
const longestPath = 4_096;

// Whatever a later version sends in another shape is left out, and costs no more than that.
const text = z.string().min(1).max(longestPath).optional().catch(undefined);
const number = z.number().optional().catch(undefined);
const file = z
  .looseObject({ path: text, relativePath: text, previousPath: text, previousRelativePath: text })
  .catch({});
const files = z.array(file).optional().catch(undefined);
const item = z.looseObject({ title: text, year: number, folderPath: text, path: text }).optional().catch(undefined);
const schema = z.object({
  eventType: z.string(),
  movie: item,
  series: item,
  episodes: z
    .array(z.looseObject({ seasonNumber: number, episodeNumber: number }))
    .optional()
    .catch(undefined),
  movieFile: file.optional(),
  episodeFile: file.optional(),
  episodeFiles: files,
  renamedMovieFiles: files,
  renamedEpisodeFiles: files,
  /** Files, or whether there were any. */
  deletedFiles: files,
});

/**
 * Reads what Radarr or Sonarr says. Only events after which files are others than before have paths; every other one, also
 * one that is not known, has none.
 */
export function readEvent(kind: SourceKind, payload: unknown): EventFacts {
  const event = schema.parse(payload);
  const owner = kind === "radarr" ? event.movie : event.series;
  const folder = (kind === "radarr" ? owner?.folderPath : owner?.path) ?? owner?.folderPath ?? owner?.path;
  const subject = describe(kind, event);
  const pathOf = ({ path, relativePath }: z.output<typeof file>) => path ?? inFolder(folder, relativePath);
  const formerOf = ({ previousPath, previousRelativePath }: z.output<typeof file>) =>
    previousPath ?? inFolder(folder, previousRelativePath);
  const own = kind === "radarr" ? [event.movieFile] : [event.episodeFile, ...(event.episodeFiles ?? [])];
  const main = own.flatMap((each) => (each ? (pathOf(each) ?? []) : []));
  const renamed = (kind === "radarr" ? event.renamedMovieFiles : event.renamedEpisodeFiles) ?? [];
  const deleted = (event.deletedFiles ?? []).flatMap((each) => pathOf(each) ?? []);
  const pairs: Record<string, () => Replaced[]> = {
    Download: () => main.slice(0, 1).flatMap((to) => deleted.map((from) => ({ from, to }))),
    Rename: () =>
      renamed.flatMap((each) => {
        const [from, to] = [formerOf(each), pathOf(each)];
        return from === undefined || to === undefined ? [] : [{ from, to }];
      }),
    MovieFileDelete: () => [],
    EpisodeFileDelete: () => [],
    MovieDelete: () => [],
    SeriesDelete: () => [],
  };
  const read = Object.hasOwn(pairs, event.eventType) ? pairs[event.eventType] : undefined;
  if (!read) return { subject, paths: [], replaced: [] };
  const replaced = read().filter(({ from, to }) => from !== to);
  const all = [...new Set([folder, ...main, ...deleted].filter((path) => path !== undefined))];
  return all.length + replaced.length > maxFiles && folder !== undefined
    ? { subject, paths: [folder], replaced: replaced.slice(0, maxFiles) }
    : { subject, paths: all, replaced };
}

function inFolder(folder: string | undefined, below: string | undefined): string | undefined {
  if (folder === undefined || below === undefined) return undefined;
  const sign = isWindows(folder) ? "\\" : "/";
  return `${folder.replace(/[\\/]+$/, "")}${sign}${below}`;
}

/** `D:\Films` or `\\nas\films`: the sender runs on Windows. */
export const isWindows = (path: string): boolean => /^([a-z]:[\\/]|\\\\)/i.test(path);

function describe(kind: SourceKind, event: z.output<typeof schema>): string | null {
  const owner = kind === "radarr" ? event.movie : event.series;
  if (owner?.title === undefined) return null;
  const name = owner.title.slice(0, 300);
  if (kind === "radarr") return owner.year ? `${name} (${owner.year})` : name;
  const [first, ...others] = event.episodes ?? [];
  if (first?.seasonNumber === undefined || first.episodeNumber === undefined) return name;
  const two = (value: number) => String(value).padStart(2, "0");
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  return `${name} S${two(first.seasonNumber)}E${two(first.episodeNumber)}${more}`;
}
