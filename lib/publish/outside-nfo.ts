import type { Db } from "#db/client.ts";
import { sameValue } from "#lib/editing/values.ts";
import { isAppError } from "#lib/errors.ts";
import { type NfoFile, readNfoFile } from "#lib/files/nfo/read-file.ts";
import type { NfoEntity } from "#lib/files/nfo/types.ts";
import { lockedFields } from "#lib/movies/fields.ts";
import { getMovieState } from "#lib/movies/movie-state.ts";
import { readMovieValues } from "#lib/movies/read-nfo.ts";
import { type EditableField, isEditableField, labelOfField, movieEditSchema } from "#lib/movies/vocabulary.ts";
import type { FilmFacts } from "./load-films.ts";
import { entityOfSnapshot } from "./nfo-before.ts";
import type { PublishPlan } from "./vocabulary.ts";

/** An NFO that somebody changed since Metarr wrote or read it. */
export type OutsideNfo = {
  record: FilmFacts["nfoRecords"][number];
  /** Undefined when it cannot be read as an NFO, such as one that is cut off: it is not believed. */
  read: { file: NfoFile; entity: NfoEntity } | undefined;
};

/** A field somebody changed in the file, where it differs from what the film says now. */
export type OutsideChange = {
  field: EditableField;
  label: string;
  inFile: unknown;
  here: unknown;
  isLocked: boolean;
  /** The value could be saved by hand as well. */
  isValid: boolean;
};

/** The conflict of a plan with what lies in the file, or undefined when the plan has none. */
export async function readOutsideNfo(
  facts: FilmFacts,
  params: { plan: PublishPlan; signal?: AbortSignal | undefined },
): Promise<OutsideNfo | undefined> {
  const conflict = params.plan.conflicts.find((each) => each.kind === "nfo");
  const record = facts.nfoRecords.find((each) => each.path === conflict?.path);
  if (!record) return undefined;
  const file = await readOrNothing(record.path, params.signal);
  const entity = file?.document.entities[0];
  return { record, read: file && entity ? { file, entity } : undefined };
}

/** What somebody changed in the file: what it says now against what it said, where the film says something else. */
export async function listOutsideChanges(
  db: Db,
  { facts, outside }: { facts: FilmFacts; outside: OutsideNfo },
): Promise<OutsideChange[]> {
  if (!outside.read) return [];
  const { movie, values } = await getMovieState(db, facts.movie.id);
  const locked = lockedFields(movie);
  const said = readMovieValues(entityOfSnapshot(outside.record.snapshot), facts.library.region);
  const says = readMovieValues(outside.read.entity, facts.library.region);
  return Object.entries(says).flatMap(([field, inFile]): OutsideChange[] => {
    if (!isEditableField(field)) return [];
    if (sameValue(Reflect.get(said, field), inFile) || sameValue(values[field], inFile)) return [];
    const isValid = movieEditSchema.safeParse({ [field]: inFile }).success;
    return [{ field, label: labelOfField(field), inFile, here: values[field], isLocked: locked.has(field), isValid }];
  });
}

/** Whether publishing cannot go on by itself: the library asks, the file is not readable, or a lock is in the way. */
export function needsPerson(params: {
  facts: FilmFacts;
  outside: OutsideNfo;
  changes: readonly OutsideChange[];
}): boolean {
  const { facts, outside, changes } = params;
  const isImported = facts.library.nfoPolicy === "import" && outside.record.publishedAt !== null;
  return !isImported || !outside.read || changes.some(({ isLocked, isValid }) => isLocked || !isValid);
}

async function readOrNothing(path: string, signal: AbortSignal | undefined): Promise<NfoFile | undefined> {
  try {
    const file = await readNfoFile(path, signal ? { signal } : {});
    return file.document.warnings.length === 0 ? file : undefined;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return undefined;
  }
}
