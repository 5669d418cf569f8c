import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraryNfoFiles } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { isAppError } from "#lib/errors.ts";
import { type NfoFile, readNfoFile } from "#lib/files/nfo/read-file.ts";
import { emptyEntity, type NfoEntity } from "#lib/files/nfo/types.ts";
import { editMovie } from "#lib/movies/edit.ts";
import { lockedFields, sameValue } from "#lib/movies/fields.ts";
import { getMovieState } from "#lib/movies/movie-state.ts";
import { readMovieValues } from "#lib/movies/read-nfo.ts";
import { isEditableField, labelOfField, movieEditSchema } from "#lib/movies/vocabulary.ts";
import type { FilmFacts } from "./load-films.ts";
import { entityOfSnapshot } from "./nfo-before.ts";

export type NfoImport = {
  /** Labels of fields whose values came from the NFO. */
  imported: string[];
  /** Labels of locked fields that say something else: the file stays untouched until somebody decides. */
  conflicts: string[];
};

/**
 * Takes over what somebody changed in a published NFO, as that person's edit: the fields are locked. A change of a
 * locked field is a conflict. Without one, the file counts as read, so that publishing may write it again.
 * Returns undefined when the file cannot be read as an NFO.
 */
export async function importNfoChanges(
  db: Db,
  params: { facts: FilmFacts; path: string; signal?: AbortSignal | undefined },
): Promise<NfoImport | undefined> {
  const { facts, path } = params;
  const record = facts.nfoRecords.find((each) => each.path === path && each.publishedAt !== null);
  if (!record) return undefined;
  const file = await readOrNothing(path, params.signal);
  const entity = file?.document.entities[0];
  if (!file || !entity) return undefined;
  const before = entityOfSnapshotInFull(record.snapshot);
  return transaction(db, async (tx) => {
    const { movie, values } = await getMovieState(tx, facts.movie.id);
    const locked = lockedFields(movie);
    const said = readMovieValues(before, facts.library.region);
    const changed = Object.entries(readMovieValues(entity, facts.library.region)).filter(
      ([field, value]) =>
        isEditableField(field) && !sameValue(Reflect.get(said, field), value) && !sameValue(values[field], value),
    );
    const conflicts = changed.filter(([field]) => isEditableField(field) && locked.has(field));
    const free = changed.filter((pair) => !conflicts.includes(pair));
    const patch = movieEditSchema.safeParse(Object.fromEntries(free));
    if (!patch.success) return { imported: [], conflicts: free.map(([field]) => labelOfField(field)) };
    if (free.length > 0) {
      await editMovie(tx, { movieId: facts.movie.id, patch: patch.data, userId: null, source: "nfo" });
    }
    if (conflicts.length === 0) {
      await tx
        .update(libraryNfoFiles)
        .set({
          hash: file.sha256,
          sizeBytes: file.sizeBytes,
          modifiedMs: file.mtimeMs,
          snapshot: entity,
          kept: file.document.kept[0] ?? null,
          readAt: new Date(),
        })
        .where(eq(libraryNfoFiles.id, record.id));
    }
    const labels = (pairs: typeof changed) => pairs.map(([field]) => labelOfField(field));
    return { imported: labels(free), conflicts: labels(conflicts) };
  });
}

/** A file that is not quite an NFO, such as one that is cut off, is not believed: it stays a conflict. */
async function readOrNothing(path: string, signal: AbortSignal | undefined): Promise<NfoFile | undefined> {
  try {
    const file = await readNfoFile(path, signal ? { signal } : {});
    return file.document.warnings.length === 0 ? file : undefined;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return undefined;
  }
}

/** The values Metarr wrote. Records of this version hold a whole entity. */
function entityOfSnapshotInFull(snapshot: unknown): NfoEntity {
  const stored = typeof snapshot === "object" && snapshot !== null ? snapshot : {};
  return { ...emptyEntity, ...stored, ...entityOfSnapshot(snapshot) };
}
