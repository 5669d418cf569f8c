import type { Db } from "#db/client.ts";
import { getLoaded } from "#lib/editing/edit-entity.ts";
import { sameValue } from "#lib/editing/values.ts";
import { isAppError } from "#lib/errors.ts";
import { asRead } from "#lib/files/nfo/as-read.ts";
import { type NfoFile, readNfoFile } from "#lib/files/nfo/read-file.ts";
import type { NfoDocument, NfoEntity } from "#lib/files/nfo/types.ts";
import type { NfoRecord, UnitFacts } from "./facts.ts";
import { entityOfSnapshot } from "./nfo-before.ts";
import { outsideKindOf } from "./outside-kinds.ts";
import type { PublishPlan } from "./vocabulary.ts";

/** What one root of a changed NFO says of its owner. */
export type OutsidePart = { record: NfoRecord; entity: NfoEntity; at: number };

/** An NFO that somebody changed since Metarr wrote or read it. */
export type OutsideNfo = {
  path: string;
  /** One for each episode of a file with several. */
  records: NfoRecord[];
  /** Undefined when it cannot be read as an NFO, such as one that is cut off: it is not believed. */
  read: { file: NfoFile; parts: OutsidePart[] } | undefined;
};

/** A field somebody changed in the file, where it differs from what the entity says now. */
export type OutsideChange = {
  entityType: NfoRecord["entityType"];
  entityId: number;
  field: string;
  label: string;
  inFile: unknown;
  here: unknown;
  isLocked: boolean;
  /** The value could be saved by hand as well. */
  isValid: boolean;
};

/** The NFO files a plan is in conflict with, as they lie there. */
export async function readOutsideNfos(
  facts: UnitFacts,
  params: { plan: PublishPlan; signal?: AbortSignal | undefined },
): Promise<OutsideNfo[]> {
  const found: OutsideNfo[] = [];
  for (const { kind, path } of params.plan.conflicts) {
    const records = kind === "nfo" ? facts.nfoRecords.filter((record) => record.path === path) : [];
    if (records.length === 0) continue;
    const file = await readOrNothing(path, params.signal);
    const parts = file && partsOf(file.document, records);
    found.push({ path, records, read: file && parts ? { file, parts } : undefined });
  }
  return found;
}

/** What each owner's root says: by the number of the episode, else by its place. Undefined when one has none. */
function partsOf({ entities }: NfoDocument, records: readonly NfoRecord[]): OutsidePart[] | undefined {
  const parts = records.flatMap((record, index): OutsidePart[] => {
    const said = entityOfSnapshot(record.snapshot);
    const byNumber = entities.findIndex(
      ({ season, episode }) => episode !== null && season === said.season && episode === said.episode,
    );
    const at = records.length > 1 && byNumber >= 0 ? byNumber : index;
    const entity = entities[at];
    return entity ? [{ record, entity, at }] : [];
  });
  return parts.length === records.length ? parts : undefined;
}

/** What somebody changed in the file: what it says now against what it said, where the entity says something else. */
export async function listOutsideChanges(
  db: Db,
  { facts, outside }: { facts: UnitFacts; outside: OutsideNfo },
): Promise<OutsideChange[]> {
  const changes: OutsideChange[] = [];
  for (const part of outside.read?.parts ?? []) changes.push(...(await listPartChanges(db, facts, part)));
  return changes;
}

async function listPartChanges(
  db: Db,
  { library }: UnitFacts,
  { record, entity: now }: OutsidePart,
): Promise<OutsideChange[]> {
  const { entityType, entityId } = record;
  const { kind, nfoKind, read, edit, isTaken } = outsideKindOf(entityType);
  const { values, isLocked } = await getLoaded(db, kind, entityId);
  // As it comes back from the file: a line end of another kind is nobody's edit.
  const said = read(asRead(nfoKind, entityOfSnapshot(record.snapshot)), library.region);
  const changes: OutsideChange[] = [];
  for (const [field, inFile] of Object.entries(read(now, library.region))) {
    const lock = kind.lockOf(field);
    const here = values[field];
    if (lock === undefined || sameValue(said[field], inFile) || sameValue(here, inFile)) continue;
    const isSaved = edit.safeParse({ [field]: inFile }).success;
    const isValid = isSaved && !(await isTaken?.(db, { entityId, field, value: inFile }));
    const label = kind.labelOf(field);
    changes.push({ entityType, entityId, field, label, inFile, here, isLocked: isLocked(lock), isValid });
  }
  return changes;
}

/** Whether publishing cannot go on by itself: the library asks, the file is not readable, or a lock is in the way. */
export function needsPerson(params: {
  facts: UnitFacts;
  outside: OutsideNfo;
  changes: readonly OutsideChange[];
}): boolean {
  const { outside, changes } = params;
  return !isImportable(params.facts, outside) || changes.some(({ isLocked, isValid }) => isLocked || !isValid);
}

/** Whether the library takes over what was changed in this NFO by itself, as far as no lock is in the way. */
export const isImportable = ({ library }: UnitFacts, { read, records }: OutsideNfo): boolean =>
  library.nfoPolicy === "import" && read !== undefined && records.some(({ publishedAt }) => publishedAt !== null);

async function readOrNothing(path: string, signal: AbortSignal | undefined): Promise<NfoFile | undefined> {
  try {
    const file = await readNfoFile(path, signal ? { signal } : {});
    return file.document.warnings.length === 0 ? file : undefined;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return undefined;
  }
}
