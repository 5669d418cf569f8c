import { basename, extname } from "node:path";
import { z } from "zod";
import type { Notice } from "#lib/notifications/notify.ts";
import type { EndedJob } from "./ended-jobs.ts";

const change = z.object({ kind: z.string(), path: z.string(), from: z.string().optional() });
/** What a scan's result says of what it found; the changes are those that its report keeps. */
const found = z.object({ added: z.int().default(0), changes: z.array(change).default([]) });

/** Names that are written out; the rest is counted. */
const maxNames = 10;
const words = { movie: ["film", "films"], tv: ["episode", "episodes"] } as const;

/** New films or episodes, as one notice. */
export function addedNotices(job: EndedJob): Notice[] {
  const { added, changes } = found.parse(job.result);
  if (added === 0) return [];
  const paths = changes.filter(({ kind }) => kind === "added").map(({ path }) => path);
  const event = job.libraryType === "tv" ? "episodes.added" : "films.added";
  const [one, many] = wordsOf(job);
  const title = added === 1 ? `1 ${one} was added to ${job.about}` : `${added} ${many} were added to ${job.about}`;
  return [{ event, title, body: namesOf(paths, added), count: added, ...placeOf(job) }];
}

/** Films or episodes that have another file than before, as Radarr and Sonarr bring it. */
export function upgradedNotices(job: EndedJob): Notice[] {
  const { changes } = found.parse(job.result);
  const paths = changes.flatMap(({ kind, path, from }) => (kind === "changed" && from !== undefined ? [path] : []));
  if (paths.length === 0) return [];
  const [one, many] = wordsOf(job);
  const title =
    paths.length === 1
      ? `1 ${one} of ${job.about} has a new file`
      : `${paths.length} ${many} of ${job.about} have new files`;
  return [{ event: "files.upgraded", title, body: namesOf(paths, paths.length), count: paths.length, ...placeOf(job) }];
}

const wordsOf = ({ libraryType }: EndedJob) => words[libraryType === "tv" ? "tv" : "movie"];
const placeOf = ({ libraryId, libraryType }: EndedJob) => ({
  libraryId,
  link: libraryType === "tv" ? "/series" : "/movies",
});

function namesOf(paths: readonly string[], count: number): string {
  const names = paths.slice(0, maxNames).map((path) => basename(path, extname(path)));
  return [...names, ...(count > names.length ? [`and ${count - names.length} more`] : [])].join("\n");
}
