import type { Tx } from "#db/client.ts";
import type { NfoEntity } from "#lib/files/nfo/types.ts";
import { lockedFields, sameValue } from "./fields.ts";
import type { FieldChange } from "./merge.ts";
import { getMovieState } from "./movie-state.ts";
import { readMovieValues } from "./read-nfo.ts";
import { isEditableField } from "./vocabulary.ts";
import { writeValues } from "./write-values.ts";

export type ImportNfo = {
  movieId: number;
  entity: NfoEntity;
  /** What the file said when it was last read; null at the first reading. */
  before: NfoEntity | null;
  /** ISO 3166-1 region of the library, for its certification. */
  region: string;
  jobId: number | null;
};

/**
 * Takes over what an NFO that Metarr did not write says now and did not say before. Locked fields stay, and what the
 * file leaves out stays. Returns the changes.
 */
export async function importNfo(tx: Tx, params: ImportNfo): Promise<FieldChange[]> {
  const { movie, values } = await getMovieState(tx, params.movieId);
  const said = params.before ? readMovieValues(params.before, params.region) : {};
  const locked = lockedFields(movie);
  const changes = Object.entries(readMovieValues(params.entity, params.region)).flatMap(
    ([field, newValue]): FieldChange[] => {
      if (!isEditableField(field) || locked.has(field)) return [];
      if (sameValue(Reflect.get(said, field), newValue) || sameValue(values[field], newValue)) return [];
      return [{ field, oldValue: values[field], newValue }];
    },
  );
  if (changes.length > 0) await writeValues(tx, movie, changes, { source: "nfo", jobId: params.jobId });
  return changes;
}
