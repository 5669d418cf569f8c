import { lstat } from "node:fs/promises";
import { and, eq, inArray } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { folderFingerprints, libraryImageFiles, libraryNfoFiles, libraryVideoFiles, movies } from "#db/schema/index.ts";
import { recordEvents } from "#lib/editing/record-events.ts";
import { knownFiles, type Prepared } from "./prepare.ts";
import { isPlanEmpty, type PublishPlan, trailerKind } from "./vocabulary.ts";

/** What a publish leaves in the database for one film. Made before the transaction, because it looks at the disk. */
export type FilmRecords = {
  movieId: number;
  nfos: (typeof libraryNfoFiles.$inferInsert)[];
  images: (typeof libraryImageFiles.$inferInsert)[];
  videos: (typeof libraryVideoFiles.$inferInsert)[];
  /** The folder as a scan sees it, before and after. */
  folder?: { path: string; before: string; after: string };
  /** Paths whose records go. */
  forget: string[];
  /** When something was published; null leaves last_published as it is. */
  publishedAt: Date | null;
  /** The version of the film that lies in the library now; null when that is known, or when something of it is not there. */
  version: number | null;
  /** What was done, in a sentence for its timeline; null when nothing was. */
  told: string | null;
};

/** Looks at what was written, so that the next publish need not read it. */
export async function recordsOf(prepared: Prepared): Promise<FilmRecords> {
  const { plan, facts, wanted, found } = prepared;
  const now = new Date();
  const broken = new Set(plan.problems.map((problem) => problem.path));
  const known = new Map(knownFiles(facts).map((file) => [file.path, file]));
  const moved = plan.keep.filter((step) => {
    const [record, file] = [known.get(step.path), found.find((each) => each.path === step.path)];
    return step.adopt || (record?.hash === step.hash && record.modifiedMs !== file?.modifiedMs);
  });
  const steps = [...plan.write, ...plan.rename, ...moved].filter((step) => !broken.has(step.path));
  const records: FilmRecords = {
    movieId: facts.movie.id,
    nfos: [],
    images: [],
    videos: [],
    forget: [...plan.recycle, ...plan.forget].map((step) => step.path).concat(plan.rename.map((step) => step.from)),
    publishedAt: null,
    version: null,
    told: tellPublish({ ...plan, write: plan.write.filter((step) => !broken.has(step.path)) }),
  };
  for (const { path, kind, hash, cacheFileId } of steps) {
    const file = await lstat(path);
    const seen = { hash: hash ?? "", sizeBytes: file.size, modifiedMs: Math.floor(file.mtimeMs), publishedAt: now };
    if (kind === "nfo" && wanted.nfo) {
      const { entity, kept } = wanted.nfo;
      const owner = { entityType: "movie", entityId: facts.movie.id } as const;
      records.nfos.push({ ...owner, path, ...seen, snapshot: entity, kept: kept ?? null, pending: null });
    } else if (kind === trailerKind && cacheFileId !== null) {
      records.videos.push({ cacheFileId, filePath: path, ...seen });
    } else if (cacheFileId !== null) {
      records.images.push({ cacheFileId, filePath: path, kind, ...seen });
    }
  }
  const isFirst = facts.movie.lastPublishedAt === null && plan.conflicts.length === 0;
  const isChanged = !isPlanEmpty(plan) || plan.keep.some((step) => step.adopt);
  if (isChanged || isFirst) records.publishedAt = now;
  const isWhole = plan.conflicts.length === 0 && plan.problems.length === 0;
  if (isWhole && facts.movie.publishedVersion !== facts.movie.version) records.version = facts.movie.version;
  return records;
}

/** "Published the NFO and 2 pictures. 1 file went to the recycle bin." */
function tellPublish({ write, rename, recycle }: Pick<PublishPlan, "write" | "rename" | "recycle">): string | null {
  const nfos = write.filter(({ kind }) => kind === "nfo").length;
  const trailers = write.filter(({ kind }) => kind === trailerKind).length;
  const pictures = write.length - nfos - trailers;
  const written = [
    nfos > 0 && "the NFO",
    pictures > 0 && count(pictures, "picture"),
    trailers > 0 && "the trailer",
  ].filter((part) => part !== false);
  const sentences = [
    written.length > 0 && `Published ${inWords(written)}.`,
    rename.length > 0 && `Renamed ${count(rename.length, "file")}.`,
    recycle.length > 0 && `${count(recycle.length, "file")} went to the recycle bin.`,
  ].filter((sentence) => sentence !== false);
  return sentences.length === 0 ? null : sentences.join(" ");
}

const inWords = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

export function hasRecords(records: FilmRecords): boolean {
  const { nfos, images, videos, forget, publishedAt, version } = records;
  return nfos.length + images.length + videos.length + forget.length > 0 || publishedAt !== null || version !== null;
}

/** Writes what was published into the database, for any number of films at once. */
export async function saveRecords(
  tx: Tx,
  all: readonly FilmRecords[],
  { jobId = null }: { jobId?: number | null },
): Promise<void> {
  await recordEvents(
    tx,
    { entityType: "movie", kind: "publish", jobId },
    all.flatMap(({ movieId, told }) => (told === null ? [] : [{ entityId: movieId, summary: told }])),
  );
  await saveFolders(
    tx,
    all.flatMap((records) => records.folder ?? []),
  );
  for (const { movieId, forget } of all) {
    if (forget.length === 0) continue;
    await tx.delete(libraryImageFiles).where(inArray(libraryImageFiles.filePath, forget));
    await tx.delete(libraryVideoFiles).where(inArray(libraryVideoFiles.filePath, forget));
    await tx
      .delete(libraryNfoFiles)
      .where(
        and(
          eq(libraryNfoFiles.entityType, "movie"),
          eq(libraryNfoFiles.entityId, movieId),
          inArray(libraryNfoFiles.path, forget),
        ),
      );
  }
  await bulkInsert(
    tx,
    libraryNfoFiles,
    all.flatMap((records) => records.nfos),
    {
      onConflict: {
        target: ["path", "entityType", "entityId"],
        update: ["hash", "sizeBytes", "modifiedMs", "snapshot", "kept", "publishedAt", "pending"],
      },
    },
  );
  await bulkInsert(
    tx,
    libraryImageFiles,
    all.flatMap((records) => records.images),
    {
      onConflict: {
        target: ["filePath"],
        update: ["cacheFileId", "kind", "sizeBytes", "modifiedMs", "hash", "publishedAt"],
      },
    },
  );
  await bulkInsert(
    tx,
    libraryVideoFiles,
    all.flatMap((records) => records.videos),
    {
      onConflict: {
        target: ["filePath"],
        update: ["cacheFileId", "sizeBytes", "modifiedMs", "hash", "publishedAt"],
      },
    },
  );
  const published = all.filter((records) => records.publishedAt !== null);
  const [first] = published;
  if (first?.publishedAt) {
    const ids = published.map((records) => records.movieId);
    await tx.update(movies).set({ lastPublishedAt: first.publishedAt }).where(inArray(movies.id, ids));
  }
  await bulkUpdate(
    tx,
    movies,
    all.flatMap(({ movieId, version }) => (version === null ? [] : [{ id: movieId, publishedVersion: version }])),
  );
}

/** Only a folder that was as the last scan left it: what somebody else changed there is still to be read. */
async function saveFolders(tx: Tx, folders: readonly { path: string; before: string; after: string }[]): Promise<void> {
  if (folders.length === 0) return;
  const byPath = new Map(folders.map((folder) => [folder.path, folder]));
  const rows = await tx
    .select({ id: folderFingerprints.id, path: folderFingerprints.path, fingerprint: folderFingerprints.fingerprint })
    .from(folderFingerprints)
    .where(inArray(folderFingerprints.path, [...byPath.keys()]));
  const known = rows.flatMap(({ id, path, fingerprint }) => {
    const folder = byPath.get(path);
    return folder?.before === fingerprint ? [{ id, fingerprint: folder.after }] : [];
  });
  await bulkUpdate(tx, folderFingerprints, known);
}
