import type { AskOptions } from "./provider.ts";
import { changesSchema } from "./tmdb-schemas.ts";
import type { AskTmdb } from "./tmdb-source.ts";
import type { ProviderKind } from "./vocabulary.ts";

/** Lists of what changed, by kind. TMDB has none for sets. */
const lists: Partial<Record<ProviderKind, string>> = {
  movie: "/movie/changes",
  series: "/tv/changes",
  person: "/person/changes",
};
const dayMs = 24 * 3_600_000;
/** TMDB refuses to list more than 14 days at once; tomorrow is one of them, so that all of today is in. */
const mostDays = 13;
/** TMDB serves no page beyond this one. */
const lastPage = 500;
/** Pages asked for at once; the shared pace still counts. */
const pagesAtOnce = 8;

/** Every id that changed since then, at most 13 days back. One page holds 100. */
export async function listTmdbChanges(
  ask: AskTmdb,
  { kind, since }: { kind: ProviderKind; since: Date },
  options?: AskOptions,
): Promise<Set<number>> {
  const path = lists[kind];
  if (path === undefined) return new Set();
  const now = Date.now();
  const query = {
    start_date: dayOfTime(Math.max(since.getTime(), now - mostDays * dayMs)),
    end_date: dayOfTime(now + dayMs),
  };
  const askPage = (page: number) =>
    ask({
      kind: "changes",
      path,
      query: { ...query, page: `${page}` },
      schema: changesSchema,
      ...options,
      keep: false,
    });
  const first = await askPage(1);
  const ids = new Set(first?.results.map(({ id }) => id));
  const pages = Math.min(first?.total_pages ?? 0, lastPage);
  for (let page = 2; page <= pages; page += pagesAtOnce) {
    const count = Math.min(pagesAtOnce, pages - page + 1);
    const answers = await Promise.all(Array.from({ length: count }, (_, index) => askPage(page + index)));
    for (const { id } of answers.flatMap((answer) => answer?.results ?? [])) ids.add(id);
  }
  return ids;
}

const dayOfTime = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10);
