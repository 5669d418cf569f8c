import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheVideoFiles, jobs, type TrailerScore, trailerCandidates } from "#db/schema/index.ts";
import type { JobType } from "#lib/jobs/vocabulary.ts";
import { getTrailerOwner, type TrailerChooser } from "./owners.ts";
import { byTrailerScore } from "./score-trailer.ts";
import { thumbnailUrlOf } from "./thumbnail.ts";
import { type TrailerState, trailerStateOf } from "./vocabulary.ts";

/** A trailer as its page shows it. It holds no path of the server, and nothing that a page or program said unread. */
export type ShownTrailer = {
  candidateId: number;
  sourceType: "provider" | "user" | "upload";
  provider: string | null;
  title: string | null;
  /** The page of the video; null for an upload. Not for everybody when it is no site's: it may hold a key. */
  url: string | null;
  isOfficial: boolean | null;
  /** ISO 639-1. */
  language: string | null;
  durationSeconds: number | null;
  width: number | null;
  height: number | null;
  score: number | null;
  breakdown: TrailerScore | null;
  isSelected: boolean;
  isByHand: boolean;
  state: TrailerState;
  failure: string | null;
  /** When it is tried again by itself; an upload does not become better by that. */
  retryAfterAt: string | null;
  hasThumbnail: boolean;
  /** What lies in the cache; null: not downloaded. */
  file: { sizeBytes: number; format: string; codec: string | null } | null;
  /** The job that works on it or waits for its turn. */
  job: { jobId: number; kind: "test" | "download"; isWaiting: boolean } | null;
};

const jobKinds = {
  "trailer.test": "test",
  "trailer.download": "download",
} as const satisfies Partial<Record<JobType, string>>;
type Kind = keyof typeof jobKinds;
const isKind = (type: string): type is Kind => Object.hasOwn(jobKinds, type);
/** What is seen of several: the one that ends last. */
const kinds: readonly Kind[] = ["trailer.download", "trailer.test"];

/** The trailers of a film or series: the chosen one first, then the best, those that are gone last. Throws not_found. */
export async function listTrailers(
  db: Db,
  owner: TrailerChooser,
): Promise<{ isLocked: boolean; trailers: ShownTrailer[] }> {
  const { isLocked } = await getTrailerOwner(db, owner);
  const rows = await db
    .select({ row: trailerCandidates, file: cacheVideoFiles })
    .from(trailerCandidates)
    .leftJoin(cacheVideoFiles, eq(cacheVideoFiles.id, trailerCandidates.cacheVideoFileId))
    .where(
      and(
        eq(trailerCandidates.entityType, owner.entityType),
        eq(trailerCandidates.entityId, owner.entityId),
        isNull(trailerCandidates.removedAt),
      ),
    );
  const working = await listTrailerJobs(
    db,
    rows.map(({ row }) => row.id),
  );
  const trailers = rows
    .toSorted((a, b) => standing(a.row) - standing(b.row) || byTrailerScore(a.row, b.row))
    .map(({ row, file }) => showTrailer(row, file, working.get(row.id) ?? null));
  return { isLocked, trailers };
}

type Row = typeof trailerCandidates.$inferSelect;

const standing = ({ isSelected, failureReason }: Row): number =>
  isSelected ? 0 : failureReason === "unavailable" ? 2 : 1;

function showTrailer(
  row: Row,
  file: typeof cacheVideoFiles.$inferSelect | null,
  job: ShownTrailer["job"],
): ShownTrailer {
  return {
    candidateId: row.id,
    sourceType: row.sourceType,
    provider: row.providerName,
    title: row.tmdbName ?? row.title,
    url: row.sourceUrl,
    isOfficial: row.sourceType === "provider" ? row.tmdbOfficial : null,
    language: row.tmdbLanguage,
    durationSeconds: file?.durationSeconds ?? row.durationSeconds,
    width: file?.width ?? row.bestWidth,
    height: file?.height ?? row.bestHeight,
    score: row.score,
    breakdown: row.scoreBreakdown,
    isSelected: row.isSelected,
    isByHand: row.selectedBy === "user",
    state: trailerStateOf(row),
    failure: row.failureMessage,
    retryAfterAt: row.sourceType === "upload" ? null : (row.retryAfterAt?.toISOString() ?? null),
    hasThumbnail: thumbnailUrlOf(row) !== undefined,
    file: file && { sizeBytes: file.fileSizeBytes, format: file.format, codec: file.codec },
    job,
  };
}

/** The jobs that wait or run for these trailers. */
async function listTrailerJobs(
  db: Db,
  candidateIds: readonly number[],
): Promise<Map<number, NonNullable<ShownTrailer["job"]>>> {
  if (candidateIds.length === 0) return new Map();
  const keys = candidateIds.flatMap((candidateId) => kinds.map((kind) => `${kind}:${candidateId}`));
  const open = await db
    .select({ jobId: jobs.id, type: jobs.type, status: jobs.status, key: jobs.dedupeKey })
    .from(jobs)
    .where(
      and(
        inArray(jobs.dedupeKey, keys),
        // Written out, so that both engines see the indices of keys.
        or(sql`${jobs.status} = 'pending'`, sql`${jobs.status} = 'running'`),
      ),
    )
    .orderBy(asc(jobs.id));
  const found = new Map<number, NonNullable<ShownTrailer["job"]>>();
  for (const kind of kinds.toReversed()) {
    for (const { jobId, type, status, key } of open) {
      if (type !== kind || !isKind(type)) continue;
      const candidateId = Number(key?.slice(type.length + 1));
      found.set(candidateId, { jobId, kind: jobKinds[type], isWaiting: status === "pending" });
    }
  }
  return found;
}
