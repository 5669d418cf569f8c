/** What a check can find, in the order it is shown. */
export const findingKinds = [
  "file.missing",
  "file.damaged",
  "file.changed",
  "file.name",
  "file.orphan",
  "file.unreadable",
  "media.gone",
  "cache.missing",
  "cache.damaged",
  "leftover",
  "row",
  "choice",
] as const;
export type FindingKind = (typeof findingKinds)[number];

type KindFacts = {
  label: string;
  /** What it means, and what a repair does. */
  help: string;
  /** The button. Null: only a person can do something about it. */
  verb: string | null;
  /** Done by itself where a library wants that: nothing that a person made is touched. */
  isSafe: boolean;
};

/** Every kind of finding, in words. */
export const kindFacts = {
  "file.missing": {
    label: "Published files that are gone",
    help: "They are written again from what Metarr keeps.",
    verb: "Write again",
    isSafe: true,
  },
  "file.damaged": {
    label: "Damaged files",
    help: "Their bytes changed, and nobody wrote them. They are put back from the cache; the damaged ones go to the recycle bin.",
    verb: "Put back",
    isSafe: true,
  },
  "file.changed": {
    label: "Changed by somebody else",
    help: "Publishing does what the library says: it takes the change over, puts its own back, or asks you.",
    verb: "Publish",
    isSafe: false,
  },
  "file.name": {
    label: "Names that are no longer right",
    help: "The video or the naming changed. They are renamed, or go to the recycle bin where nothing of the name is wanted.",
    verb: "Put in order",
    isSafe: true,
  },
  "file.orphan": {
    label: "Left behind",
    help: "Metarr wrote them for a film or an episode that is gone. They go to the recycle bin.",
    verb: "Move to recycle bin",
    isSafe: true,
  },
  "file.unreadable": {
    label: "Cannot be read",
    help: "Check the disk and the permissions. Nothing is done to them.",
    verb: null,
    isSafe: false,
  },
  "media.gone": {
    label: "Films and episodes without their file",
    help: "A scan marks what is gone and finds what was moved.",
    verb: "Scan",
    isSafe: false,
  },
  "cache.missing": {
    label: "Gone from the cache",
    help: "They are copied back from the library, or fetched again.",
    verb: "Bring back",
    isSafe: true,
  },
  "cache.damaged": {
    label: "Damaged in the cache",
    help: "They are copied back from the library, or fetched again. The damaged ones go to the recycle bin.",
    verb: "Bring back",
    isSafe: true,
  },
  leftover: {
    label: "Leftovers of stopped work",
    help: "Unfinished files go to the recycle bin, and empty folders for portraits away.",
    verb: "Clear away",
    isSafe: true,
  },
  row: {
    label: "Notes that no longer fit",
    help: "Metarr remembers something that is not so. It is put right in the database; no file is touched.",
    verb: "Put right",
    isSafe: true,
  },
  choice: {
    label: "Chosen pictures that never came",
    help: "They are downloaded.",
    verb: "Download",
    isSafe: true,
  },
} as const satisfies Record<FindingKind, KindFacts>;

export const safeKinds: FindingKind[] = findingKinds.filter((kind) => kindFacts[kind].isSafe);
export const repairableKinds: FindingKind[] = findingKinds.filter((kind) => kindFacts[kind].verb !== null);

export const isFindingKind = (kind: string): kind is FindingKind => Object.hasOwn(kindFacts, kind);

/** What is looked at: a whole library, or one film or series of it. */
export type VerifyScope = { libraryId: number; entityType?: "movie" | "series"; entityId?: number };

/** The scope that a job was told. */
export function scopeOfJob(of: {
  libraryId: number;
  movieId?: number | undefined;
  seriesId?: number | undefined;
}): VerifyScope {
  const { libraryId, movieId, seriesId } = of;
  if (movieId !== undefined) return { libraryId, entityType: "movie", entityId: movieId };
  return seriesId === undefined ? { libraryId } : { libraryId, entityType: "series", entityId: seriesId };
}

/** Something that is not as it should be, as it was just found. */
export type Found = {
  kind: FindingKind;
  /** The file; for rows without one, a name that is theirs alone. */
  path: string;
  /** Where the step of the plan ends that repairs it, when that is another path. */
  target?: string;
  entityType: "movie" | "series" | null;
  entityId: number | null;
  /** One sentence for people, without the path. */
  detail: string;
};
