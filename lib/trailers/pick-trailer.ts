import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { trailerCandidates } from "#db/schema/index.ts";
import { capName } from "#lib/cap-name.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { listTrailerRows, setChosenTrailer, type TrailerRow } from "./choose-trailer.ts";
import { noFailure } from "./failures.ts";
import {
  getTrailerOwner,
  ownerKeyOf,
  publishedWith,
  settingsOf,
  type TrailerChooser,
  touchTrailerOwner,
} from "./owners.ts";
import { scoreTrailer } from "./score-trailer.ts";
import { parseTrailerUrl } from "./trailer-url.ts";
import type { VideoUpload } from "./uploads.ts";
import { readYtdlpStatus } from "./ytdlp-status.ts";

/** Who asks. */
type By = { userId: number | null };
type OfCandidate = { candidateId: number } & By;

/**
 * A person chooses a trailer: it takes the place of the other, and is locked. In the cache already it is published where
 * the library does that by itself; else its download is queued. Returns whose it is.
 */
export async function pickTrailer(tx: Tx, { candidateId, userId }: OfCandidate): Promise<TrailerChooser> {
  const { owner, row } = await getTrailer(tx, candidateId);
  await chooseByHand(tx, owner, row, userId);
  return owner;
}

/** A person wants this trailer no longer. It stays locked, so that none is chosen by itself in its place. */
export async function unpickTrailer(tx: Tx, { candidateId, userId }: OfCandidate): Promise<TrailerChooser> {
  const { owner, row } = await getTrailer(tx, candidateId);
  await chooseNone(tx, owner, row, userId);
  return owner;
}

/** Locks or unlocks the trailer of a film or series. Unlocked, a better one may be chosen by itself. */
export async function setTrailerLock(
  tx: Tx,
  { locked, ...owner }: TrailerChooser & { locked: boolean },
): Promise<void> {
  await getTrailerOwner(tx, owner);
  await touchTrailerOwner(tx, { ...owner, locked });
}

/**
 * A person names the address of a trailer: it is chosen, locked and downloaded. An address that is offered already, or was
 * taken out, is that one. Throws `invalid` with field `url` for what is no address of a trailer, and `unavailable` for a
 * page while no worker has a yt-dlp to read it.
 */
export async function addTrailerUrl(
  tx: Tx,
  { url: typed, userId, ...owner }: TrailerChooser & { url: string } & By,
): Promise<{ candidateId: number }> {
  const { url: sourceUrl, videoId: providerVideoId, kind } = parseTrailerUrl(typed);
  const ytdlp = kind === "direct" ? undefined : await readYtdlpStatus(tx);
  if (ytdlp?.version === null) throw new AppError("unavailable", ytdlp.notice?.text ?? "yt-dlp is missing.");
  await tx
    .insert(trailerCandidates)
    .values({ ...owner, sourceType: "user", sourceUrl, providerVideoId, ...(await scoreOfOwn(tx, owner, "user")) })
    .onConflictDoNothing();
  const row = (await listTrailerRows(tx, owner)).find((each) => each.sourceUrl === sourceUrl);
  if (!row) throw new Error("The trailer was not saved.");
  await chooseByHand(tx, owner, row, userId);
  return { candidateId: row.id };
}

/**
 * A video that a person uploaded becomes a trailer, which is chosen and locked. The worker reads it and moves it into the
 * cache. `name` is what the file was called; it is only shown.
 */
export async function addUploadedTrailer(
  tx: Tx,
  { upload, name, userId, ...owner }: TrailerChooser & { upload: VideoUpload; name: string | null } & By,
): Promise<{ candidateId: number }> {
  const known = (await listTrailerRows(tx, owner)).find(
    (row) => row.sourceType === "upload" && row.providerVideoId === upload.sha256,
  );
  const row = known ?? (await insertUpload(tx, owner, { upload, name }));
  await chooseByHand(tx, owner, row, userId);
  return { candidateId: row.id };
}

async function insertUpload(
  tx: Tx,
  owner: TrailerChooser,
  { upload, name }: { upload: VideoUpload; name: string | null },
): Promise<TrailerRow> {
  const [saved] = await tx
    .insert(trailerCandidates)
    .values({
      ...owner,
      ...{ sourceType: "upload" as const, providerVideoId: upload.sha256, title: name && capName(name) },
      ...(await scoreOfOwn(tx, owner, "upload")),
    })
    .returning();
  if (!saved) throw new Error("The trailer was not saved.");
  return { ...saved, fileHash: null };
}

/** Takes a trailer out of the list; no provider brings it back. Was it chosen, none is. Its file stays for now. */
export async function removeTrailer(tx: Tx, { candidateId, userId }: OfCandidate): Promise<TrailerChooser> {
  const { owner, row } = await getTrailer(tx, candidateId);
  if (row.isSelected) await chooseNone(tx, owner, row, userId);
  const now = new Date();
  await tx.update(trailerCandidates).set({ removedAt: now, updatedAt: now }).where(eq(trailerCandidates.id, row.id));
  return owner;
}

/**
 * What was changed by hand a moment ago is as before: this trailer is chosen (or none), the lock is what it was, and one
 * that was taken out is in the list again.
 */
export async function restoreTrailers(
  tx: Tx,
  params: TrailerChooser & { chosenId: number | null; locked: boolean; listedIds: readonly number[] } & By,
): Promise<void> {
  const { chosenId, locked, listedIds, userId, ...owner } = params;
  await getTrailerOwner(tx, owner);
  const rows = await listTrailerRows(tx, owner);
  const removed = rows.filter((row) => listedIds.includes(row.id) && row.removedAt !== null).map(({ id }) => id);
  await tx
    .update(trailerCandidates)
    .set({ removedAt: null, updatedAt: new Date() })
    .where(inArray(trailerCandidates.id, removed));
  const chosen = rows.find((row) => row.id === chosenId);
  await touchTrailerOwner(tx, { ...owner, locked });
  // One that was chosen by itself all the time does not become a person's choice by this.
  if (rows.find((row) => row.isSelected)?.id === chosen?.id) return;
  const selectedBy = locked ? "user" : "enrichment";
  await setChosenTrailer(tx, { ...owner, candidateId: chosen?.id ?? null, selectedBy, userId });
  if (chosen) await bringTrailer(tx, { owner, row: chosen, userId });
  else await publishOwner(tx, owner, userId);
}

/** Asks the site again whether a trailer is there and what it is. */
export async function askTestOfTrailer(tx: Tx, { candidateId, userId }: OfCandidate): Promise<TrailerChooser> {
  const { owner, row } = await getTrailer(tx, candidateId);
  if (row.sourceType === "upload") throw new AppError("invalid", "An uploaded trailer has no address to be asked.");
  await enqueue(tx, "trailer.test", { candidateId, ...owner }, { createdBy: userId });
  return owner;
}

/** Tries a trailer again whose download or test failed, also before its time. */
export async function retryTrailer(tx: Tx, { candidateId, userId }: OfCandidate): Promise<TrailerChooser> {
  const { owner, row } = await getTrailer(tx, candidateId);
  if (row.isSelected || row.sourceType === "upload") {
    await bringTrailer(tx, { owner, row, userId });
    return owner;
  }
  await tx
    .update(trailerCandidates)
    .set({ ...noFailure, updatedAt: new Date() })
    .where(eq(trailerCandidates.id, row.id));
  return askTestOfTrailer(tx, { candidateId, userId });
}

type Found = { owner: TrailerChooser; row: TrailerRow };

async function getTrailer(tx: Tx, candidateId: number): Promise<Found> {
  const [known] = await tx
    .select({ entityType: trailerCandidates.entityType, entityId: trailerCandidates.entityId })
    .from(trailerCandidates)
    .where(and(eq(trailerCandidates.id, candidateId), isNull(trailerCandidates.removedAt)));
  const owner = known && ownerKeyOf(known);
  const row = owner && (await listTrailerRows(tx, owner)).find((each) => each.id === candidateId);
  if (!row) throw new AppError("not_found", "This trailer is no longer listed. Reload the page.");
  await getTrailerOwner(tx, owner);
  return { owner, row };
}

async function chooseByHand(tx: Tx, owner: TrailerChooser, row: TrailerRow, userId: number | null): Promise<void> {
  await setChosenTrailer(tx, { ...owner, candidateId: row.id, selectedBy: "user", userId });
  await touchTrailerOwner(tx, { ...owner, locked: true });
  await bringTrailer(tx, { owner, row, userId });
}

async function chooseNone(tx: Tx, owner: TrailerChooser, row: TrailerRow, userId: number | null): Promise<void> {
  if (row.isSelected) await setChosenTrailer(tx, { ...owner, candidateId: null, selectedBy: "user", userId });
  await touchTrailerOwner(tx, { ...owner, locked: true });
  await publishOwner(tx, owner, userId);
}

/**
 * What a chosen trailer needs next: to be published, or first to be downloaded; then what failed before is tried again,
 * since a person asks.
 */
export async function bringTrailer(
  tx: Tx,
  { owner, row, userId }: { owner: TrailerChooser; row: TrailerRow; userId: number | null },
): Promise<void> {
  if (row.cacheVideoFileId !== null) {
    await publishOwner(tx, owner, userId);
    return;
  }
  if (row.failureReason !== null) {
    await tx.update(trailerCandidates).set(noFailure).where(eq(trailerCandidates.id, row.id));
  }
  // A person waits for it, and an upload is only read and moved.
  const options = { createdBy: userId, priority: 2 };
  const payload = { candidateId: row.id, ...owner };
  // Its title and picture are what its page says, not its file.
  if (!row.analyzed && row.sourceType !== "upload") await enqueue(tx, "trailer.test", payload, options);
  await enqueue(tx, "trailer.download", payload, options);
}

/** Films alone: what lies beside a series is not written yet. */
async function publishOwner(tx: Tx, { entityType, entityId }: TrailerChooser, userId: number | null): Promise<void> {
  await publishSoon(tx, { ...publishedWith({ entityType, entityId }), createdBy: userId });
}

async function scoreOfOwn(tx: Tx, owner: TrailerChooser, sourceType: "user" | "upload") {
  const taste = settingsOf(await readSettings(tx), await getTrailerOwner(tx, owner));
  const unknown = { tmdbOfficial: null, tmdbLanguage: null, bestWidth: null, bestHeight: null };
  const { score, breakdown } = scoreTrailer({ ...unknown, sourceType }, taste);
  return { score, scoreBreakdown: breakdown };
}
