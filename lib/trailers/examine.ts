import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { trailerCandidates } from "#db/schema/index.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { lookAtFile } from "#lib/providers/look-at-file.ts";
import { analyseVideo, type VideoFacts } from "./analyse.ts";
import {
  downloadError,
  failureOf,
  noFailure,
  recordTrailerFailure,
  type TrailerFailure,
  unavailable,
} from "./failures.ts";
import type { TrailerRow } from "./next-step.ts";
import { askOembed } from "./oembed.ts";
import { parseTrailerUrl, type TrailerUrl } from "./trailer-url.ts";
import { maxTrailerBytes, maxTrailerMs, minTrailerMs } from "./vocabulary.ts";

export type Examination = { failure: TrailerFailure | null };

type Examining = {
  row: TrailerRow;
  maxHeight: number;
  signal?: AbortSignal | undefined;
  assertOwned?: AssertOwned | undefined;
};

/**
 * Asks whether a trailer exists and what it is, and writes down what it was or why it could not be had. Throws only what is
 * not the video's fault, such as a full disk or a missing yt-dlp.
 */
export async function examineTrailer(db: Db, examining: Examining): Promise<Examination> {
  const { row, signal, assertOwned } = examining;
  try {
    const facts = await look(db, examining);
    await ownedTransaction(db, assertOwned, (tx) => saveFacts(tx, { row, facts }));
    return { failure: null };
  } catch (error) {
    signal?.throwIfAborted();
    const failure = failureOf(error);
    if (!failure) throw error;
    await ownedTransaction(db, assertOwned, (tx) => recordTrailerFailure(tx, { candidateId: row.id, failure }));
    return { failure };
  }
}

async function look(db: Db, { row, maxHeight, signal }: Examining): Promise<VideoFacts> {
  if (row.sourceUrl === null) return factsOf({ title: row.title });
  const source = parseTrailerUrl(row.sourceUrl);
  if (source.kind === "direct") return lookAtDirect(db, source, signal);
  const state = await askOembed(db, source, { signal });
  if (state.state === "gone") throw unavailable("The video is no longer there.");
  const facts = await analyseVideo(source, { candidateId: row.id, maxHeight, signal });
  assertLength(row, facts.durationSeconds);
  const shown = state.state === "there" ? state : { title: null, thumbnailUrl: null };
  return { ...facts, title: facts.title ?? shown.title, thumbnailUrl: facts.thumbnailUrl ?? shown.thumbnailUrl };
}

async function lookAtDirect(db: Db, { url }: TrailerUrl, signal: AbortSignal | undefined): Promise<VideoFacts> {
  const { sizeBytes } = await lookAtFile(db, { url, signal });
  if ((sizeBytes ?? 0) > maxTrailerBytes) throw downloadError("It is larger than 500 MB.");
  const name = decodeName(new URL(url).pathname.split("/").at(-1) ?? "");
  return factsOf({ title: name, estimatedSizeBytes: sizeBytes });
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name).slice(0, 200);
  } catch {
    return name.slice(0, 200);
  }
}

const factsOf = (known: Partial<VideoFacts>): VideoFacts => ({
  ...{ title: null, durationSeconds: null, bestWidth: null, bestHeight: null },
  ...{ estimatedSizeBytes: null, thumbnailUrl: null, more: {} },
  ...known,
});

/** What a provider offers as a trailer and is as short as a logo or as long as an episode is none. A person may want it. */
export function assertLength({ sourceType }: Pick<TrailerRow, "sourceType">, durationSeconds: number | null): void {
  if (sourceType !== "provider" || durationSeconds === null) return;
  if (durationSeconds * 1000 < minTrailerMs) throw downloadError(`It is only ${durationSeconds} seconds long.`);
  if (durationSeconds * 1000 <= maxTrailerMs) return;
  throw downloadError(`It is ${Math.round(durationSeconds / 60)} minutes long, which is no trailer.`);
}

async function saveFacts(tx: Tx, { row, facts }: { row: TrailerRow; facts: VideoFacts }): Promise<void> {
  const now = await databaseNow(tx);
  const { more, ...known } = facts;
  await tx
    .update(trailerCandidates)
    .set({ ...known, ...noFailure, analyzed: true, ytdlpMetadata: more, checkedAt: now, updatedAt: now })
    .where(eq(trailerCandidates.id, row.id));
}
