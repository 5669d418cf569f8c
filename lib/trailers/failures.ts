import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { trailerCandidates } from "#db/schema/index.ts";
import { AppError, isAppError } from "#lib/errors.ts";
import { retryDelayMs, troubleOf } from "#lib/providers/errors.ts";

/** Why a trailer could not be had, as its row keeps it. */
export type TrailerFailure = {
  reason: "unavailable" | "rate_limited" | "download_error";
  /** For a person. */
  message: string;
  /** Before this much later it is not tried again by itself. Null: never. */
  retryInMs: number | null;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Trouble of one video. Thrown, it says what becomes of its row. */
function trailerTrouble(failure: TrailerFailure, cause?: unknown): AppError {
  const code = failure.reason === "unavailable" ? "not_found" : "unavailable";
  const { reason, retryInMs } = failure;
  return new AppError(code, failure.message, { cause, details: { trailer: reason, retryInMs } });
}

/** It may work another day. */
export const downloadError = (message: string, cause?: unknown): AppError =>
  trailerTrouble({ reason: "download_error", message, retryInMs: dayMs }, cause);

/** It is gone for good. */
export const unavailable = (message: string, cause?: unknown): AppError =>
  trailerTrouble({ reason: "unavailable", message, retryInMs: null }, cause);

/**
 * What an error says of the video it was about. Undefined for what is not its fault: a full disk, a missing yt-dlp, an
 * error of Metarr's own.
 */
export function failureOf(error: unknown): TrailerFailure | undefined {
  if (!isAppError(error) || error.code === "disk" || error.code === "cancelled") return undefined;
  const message = error.message;
  const { trailer, retryInMs, kind } = error.details ?? {};
  if (kind === "ytdlp") return undefined;
  if (trailer === "unavailable" || trailer === "rate_limited" || trailer === "download_error") {
    return { reason: trailer, message, retryInMs: typeof retryInMs === "number" ? retryInMs : null };
  }
  const askedMs = retryDelayMs(error);
  const trouble = troubleOf(error);
  if (trouble === "rate_limit") return { reason: "rate_limited", message, retryInMs: askedMs ?? hourMs };
  if (trouble === "gone") return { reason: "unavailable", message, retryInMs: null };
  const soon = ["server", "timeout", "connection", "breaker"].includes(trouble ?? "");
  return { reason: "download_error", message, retryInMs: askedMs ?? (soon ? hourMs : 7 * dayMs) };
}

/** Remembers why a trailer could not be had, by the database's clock. */
export async function recordTrailerFailure(
  tx: Tx,
  { candidateId, failure }: { candidateId: number; failure: TrailerFailure },
): Promise<void> {
  const now = await databaseNow(tx);
  await tx
    .update(trailerCandidates)
    .set({
      failedAt: now,
      failureReason: failure.reason,
      failureMessage: failure.message.slice(0, 500),
      retryAfterAt: failure.retryInMs === null ? null : new Date(now.getTime() + failure.retryInMs),
      updatedAt: now,
    })
    .where(eq(trailerCandidates.id, candidateId));
}

/** What a row holds of a failure that is over. */
export const noFailure = { failedAt: null, failureReason: null, failureMessage: null, retryAfterAt: null } as const;

type Failed = Pick<typeof trailerCandidates.$inferSelect, "failureReason" | "retryAfterAt" | "removedAt">;

/** Whether a trailer may be tried. What is gone is not; what failed is again after its time, or when a person asks. */
export function mayTry(row: Failed, { now, force = false }: { now: Date; force?: boolean | undefined }): boolean {
  if (row.removedAt !== null || row.failureReason === "unavailable") return false;
  return row.failureReason === null || force || row.retryAfterAt === null || row.retryAfterAt <= now;
}

/** The last error of yt-dlp in words, without what is of this machine alone. */
export function ytdlpTrouble(stderr: string): AppError {
  const said = sayError(stderr);
  if (/No space left on device|\bENOSPC\b|Disk quota exceeded/i.test(stderr)) {
    return new AppError("disk", "The disk is full, so the trailer was not downloaded.", {
      details: { systemCode: "ENOSPC" },
    });
  }
  if (/HTTP Error 429|Too Many Requests|rate.?limit|confirm you.{1,3}re not a bot/i.test(stderr)) {
    const message = `The site asked to be left alone for a while. ${said}`;
    return trailerTrouble({ reason: "rate_limited", message, retryInMs: hourMs });
  }
  if (/larger than max-filesize/i.test(stderr)) return downloadError("It is larger than 500 MB.");
  if (/timed out|Connection (?:refused|reset)|Name or service not known|getaddrinfo/i.test(stderr)) {
    return trailerTrouble({ reason: "download_error", message: said, retryInMs: hourMs });
  }
  return downloadError(said);
}

function sayError(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.startsWith("ERROR:"));
  const text = (lines.at(-1) ?? "")
    .replace(/^ERROR:\s*/, "")
    .replace(/^\[[\w:+-]+\]\s*(?:[\w?=-]+:\s*)?/, "")
    .replace(/\(caused by .*$/, "")
    .replace(/; please report this issue.*$/i, "")
    .replace(/\s*(?:See|Also see|Use --).*$/, "")
    // Addresses may hold keys, and paths say where Metarr keeps things.
    .replace(/https?:\/\/\S+/g, "the address")
    .replace(/(?:^|[\s'"(])\/[^\s'")]+/g, " a file")
    .trim();
  return text === "" ? "yt-dlp could not read it and did not say why." : `yt-dlp says: ${text.slice(0, 300)}`;
}
