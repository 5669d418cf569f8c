import type { Reply } from "../reply.ts";
import type { Changes } from "../state.ts";
import { type Asking, failure, paged, success } from "./answering.ts";

const kinds = {
  tvdbSeries: "series",
  tvdbSeasons: "seasons",
  tvdbEpisodes: "episodes",
  tvdbMovies: "movies",
  tvdbPeople: "people",
} as const satisfies Partial<Record<keyof Changes, string>>;

const PAGE_SIZE = 1000;

/** What changed after `since` (seconds), of one `type` or of all, the oldest first. */
export function updatesAnswer(asking: Asking): Reply {
  const since = Number(asking.query.get("since"));
  if (!asking.query.has("since") || !Number.isFinite(since)) return failure(400, "since is required");
  const type = asking.query.get("type");
  const wanted = (Object.keys(kinds) as (keyof typeof kinds)[]).filter((kind) => type === null || kinds[kind] === type);
  const all = wanted
    .flatMap((kind) => asking.state.changed(kind).map((changed) => ({ ...changed, kind: kinds[kind] })))
    .filter(({ at }) => at / 1000 > since)
    .sort((a, b) => a.at - b.at)
    .map(({ id, at, kind }) => {
      const isGone = kind === "series" && asking.state.isRetired("tvdbSeries", id);
      return {
        recordType: "",
        recordId: id,
        methodInt: isGone ? 3 : 2,
        method: isGone ? "delete" : "update",
        extraInfo: "",
        userId: 0,
        timeStamp: Math.floor(at / 1000),
        entityType: kind,
        seriesId: 0,
        mergeToId: 0,
        mergeToEntityType: "",
      };
    });
  const { part, links } = paged(all, { asking, path: "/updates", size: PAGE_SIZE });
  return success(part, { links });
}
