import { and, eq, inArray, notInArray } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import {
  episodes,
  folderFingerprints,
  libraryImageFiles,
  libraryNfoFiles,
  libraryVideoFiles,
  movies,
  publishConflicts,
  seasons,
  series,
} from "#db/schema/index.ts";
import { chunksOf } from "#lib/chunks.ts";
import { recordEvents } from "#lib/editing/record-events.ts";
import type { SeenFile } from "./apply.ts";
import type { NfoRecord, PublishedRow } from "./facts.ts";
import { isWithoutFile, noFile } from "./pending-nfo.ts";
import { knownFiles, type Prepared } from "./prepare.ts";
import { isPlanEmpty, type PublishPlan, trailerKind, type UnitRef } from "./vocabulary.ts";

type NfoMemory = Pick<NfoRecord, "id" | "pending">;

/** What a publish leaves in the database for one film or series. */
export type UnitRecords = UnitRef & {
  nfos: (typeof libraryNfoFiles.$inferInsert)[];
  images: (typeof libraryImageFiles.$inferInsert)[];
  videos: (typeof libraryVideoFiles.$inferInsert)[];
  /** The folder as a scan sees it, before and after. */
  folder?: { path: string; before: string; after: string };
  /** Paths whose records go. */
  forget: string[];
  /** NFO files that go, of any part of it. */
  forgetNfos: number[];
  /** NFO files that go without another in their place: what they said is kept, for a player that reads one again. */
  rememberNfos: NfoMemory[];
  /** When something was published; null leaves last_published as it is. */
  publishedAt: Date | null;
  /** Rows whose present version lies in the library now; none when something of the whole is not there. */
  rows: PublishedRow[];
  /** Files about which a person has to decide, when they are others than before. */
  conflicts: PublishPlan["conflicts"] | null;
  /** What was done, in a sentence for its timeline; null when nothing was. */
  told: string | null;
};

/**
 * What lies there now, so that the next publish need not read it: how each file looked when it was written or found, and
 * not how it looks by now, when somebody may have changed it.
 */
export function recordsOf(prepared: Prepared, written: ReadonlyMap<string, SeenFile>): UnitRecords {
  const { plan, facts, wanted, found } = prepared;
  const { entityType, entityId } = facts;
  const now = new Date();
  const broken = new Set(plan.problems.map((problem) => problem.path));
  const known = new Map(knownFiles(facts).map((file) => [file.path, file]));
  const foundAt = new Map(found.map((file) => [file.path, file]));
  const moved = plan.keep.filter((step) => {
    const [record, file] = [known.get(step.path), foundAt.get(step.path)];
    return step.adopt || (record?.hash === step.hash && record.modifiedMs !== file?.modifiedMs);
  });
  const steps = [...plan.write, ...plan.rename, ...moved].filter((step) => !broken.has(step.path));
  const forget = [...plan.recycle, ...plan.forget]
    .map((step) => step.path)
    .concat(plan.rename.map((step) => step.from));
  const isForgotten = new Set(forget);
  const goneNfos = facts.nfoRecords.filter(({ path }) => isForgotten.has(path));
  const records: UnitRecords = {
    entityType,
    entityId,
    nfos: [],
    images: [],
    videos: [],
    forget,
    forgetNfos: [],
    rememberNfos: [],
    publishedAt: null,
    rows: [],
    conflicts: null,
    told: tellPublish({ ...plan, write: plan.write.filter((step) => !broken.has(step.path)) }),
  };
  const nfos = new Map(wanted.nfos.map((nfo) => [nfo.path, nfo]));
  const oldPaths = new Map(plan.rename.map(({ path, from }) => [path, from]));
  for (const { path, kind, hash, cacheFileId } of steps) {
    const file = written.get(path) ?? foundAt.get(oldPaths.get(path) ?? path);
    if (!file) continue;
    const seen = { hash: hash ?? "", sizeBytes: file.sizeBytes, modifiedMs: file.modifiedMs, publishedAt: now };
    if (kind === "nfo") {
      for (const { entity, kept, ...owner } of nfos.get(path)?.parts ?? []) {
        records.nfos.push({ ...owner, path, ...seen, snapshot: entity, kept: kept ?? null, pending: null });
      }
    } else if (kind === trailerKind && cacheFileId !== null) {
      records.videos.push({ cacheFileId, filePath: path, ...seen });
    } else if (cacheFileId !== null) {
      records.images.push({ cacheFileId, filePath: path, kind, ...seen });
    }
  }
  const keyOf = (owner: Pick<NfoRecord, "entityType" | "entityId">) => `${owner.entityType} ${owner.entityId}`;
  const left = facts.nfoRecords.filter((record) => !goneNfos.includes(record) && !isWithoutFile(record));
  const told = new Set([...records.nfos, ...left].map(keyOf));
  for (const record of goneNfos) {
    const { id, snapshot, kept } = record;
    if (told.has(keyOf(record))) records.forgetNfos.push(id);
    else records.rememberNfos.push({ id, pending: { hash: noFile, snapshot, kept } });
  }
  const isFirst = !prepared.isPart && facts.lastPublishedAt === null && plan.conflicts.length === 0;
  const isChanged = !isPlanEmpty(plan) || plan.keep.some((step) => step.adopt);
  if (isChanged || isFirst) records.publishedAt = now;
  const isWhole = !prepared.isPart && plan.conflicts.length === 0 && plan.problems.length === 0;
  if (isWhole) records.rows = facts.rows.filter(({ version, publishedVersion }) => version !== publishedVersion);
  if (!isSameConflicts(facts.conflicts, plan.conflicts)) records.conflicts = plan.conflicts;
  return records;
}

const isSameConflicts = (known: readonly { path: string; reason: string }[], now: PublishPlan["conflicts"]): boolean =>
  known.length === now.length &&
  now.every(({ path, reason }) => known.some((each) => each.path === path && each.reason === reason));

/** "Published the NFO and 2 pictures. 1 file went to the recycle bin." */
function tellPublish({ write, rename, recycle }: Pick<PublishPlan, "write" | "rename" | "recycle">): string | null {
  const nfos = write.filter(({ kind }) => kind === "nfo").length;
  const trailers = write.filter(({ kind }) => kind === trailerKind).length;
  const pictures = write.length - nfos - trailers;
  const written = [
    nfos === 1 && "the NFO",
    nfos > 1 && `${nfos} NFO files`,
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

export function hasRecords(records: UnitRecords): boolean {
  const { nfos, images, videos, forget, publishedAt, rows, conflicts } = records;
  const written = nfos.length + images.length + videos.length + forget.length + rows.length;
  return written > 0 || publishedAt !== null || conflicts !== null;
}

/** Writes what was published into the database, for any number of films and series at once. */
export async function saveRecords(
  tx: Tx,
  all: readonly UnitRecords[],
  { jobId = null }: { jobId?: number | null },
): Promise<void> {
  for (const [entityType, units] of Map.groupBy(all, (records) => records.entityType)) {
    await recordEvents(
      tx,
      { entityType, kind: "publish", jobId },
      units.flatMap(({ entityId, told }) => (told === null ? [] : [{ entityId, summary: told }])),
    );
  }
  await saveFolders(
    tx,
    all.flatMap((records) => records.folder ?? []),
  );
  await forgetFiles(tx, all);
  await saveFiles(tx, all);
  await saveConflicts(tx, all);
  await saveVersions(tx, all);
}

async function forgetFiles(tx: Tx, all: readonly UnitRecords[]): Promise<void> {
  for (const paths of chunksOf(all.flatMap(({ forget }) => forget))) {
    await tx.delete(libraryImageFiles).where(inArray(libraryImageFiles.filePath, paths));
    await tx.delete(libraryVideoFiles).where(inArray(libraryVideoFiles.filePath, paths));
  }
  for (const ids of chunksOf(all.flatMap(({ forgetNfos }) => forgetNfos))) {
    await tx.delete(libraryNfoFiles).where(inArray(libraryNfoFiles.id, ids));
  }
  const nothing = { hash: noFile, sizeBytes: null, modifiedMs: null, snapshot: null, kept: null };
  const remembered = all.flatMap(({ rememberNfos }) => rememberNfos);
  await bulkUpdate(
    tx,
    libraryNfoFiles,
    remembered.map((memory) => ({ ...memory, ...nothing, publishedAt: null, readAt: null })),
  );
}

async function saveFiles(tx: Tx, all: readonly UnitRecords[]): Promise<void> {
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
}

/** The open conflicts of each unit become those that were just found. One that was known keeps the time it was found. */
async function saveConflicts(tx: Tx, all: readonly UnitRecords[]): Promise<void> {
  const changed = all.flatMap(({ entityType, entityId, conflicts }) =>
    conflicts === null ? [] : [{ entityType, entityId, conflicts }],
  );
  for (const [entityType, units] of Map.groupBy(changed, (each) => each.entityType)) {
    const ids = units.map(({ entityId }) => entityId);
    const open = units.flatMap(({ conflicts }) => conflicts.map(({ path }) => path));
    for (const some of chunksOf(ids)) {
      await tx
        .delete(publishConflicts)
        .where(
          and(
            eq(publishConflicts.entityType, entityType),
            inArray(publishConflicts.entityId, some),
            open.length === 0 ? undefined : notInArray(publishConflicts.path, open),
          ),
        );
    }
  }
  await bulkInsert(
    tx,
    publishConflicts,
    changed.flatMap(({ entityType, entityId, conflicts }) =>
      conflicts.map(({ path, kind, reason }) => ({ entityType, entityId, path, kind, reason })),
    ),
    { onConflict: { target: ["path"], update: ["entityType", "entityId", "kind", "reason"] } },
  );
}

const published = { movies, series, seasons, episodes } as const;

async function saveVersions(tx: Tx, all: readonly UnitRecords[]): Promise<void> {
  const units = all.filter((records) => records.publishedAt !== null);
  const [first] = units;
  if (first?.publishedAt) {
    const idsOf = (type: UnitRef["entityType"]) =>
      units.filter(({ entityType }) => entityType === type).map(({ entityId }) => entityId);
    const set = { lastPublishedAt: first.publishedAt };
    const [films, shows] = [idsOf("movie"), idsOf("series")];
    if (films.length > 0) await tx.update(movies).set(set).where(inArray(movies.id, films));
    if (shows.length > 0) await tx.update(series).set(set).where(inArray(series.id, shows));
  }
  const rows = all.flatMap((records) => records.rows);
  for (const [table, some] of Map.groupBy(rows, (row) => row.table)) {
    const values = some.map(({ id, version }) => ({ id, publishedVersion: version }));
    await bulkUpdate(tx, published[table], values);
  }
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
