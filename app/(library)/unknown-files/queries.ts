import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { hasRole } from "#lib/access/vocabulary.ts";
import { listLibraries, listRoots } from "#lib/libraries/libraries.ts";
import { countUnknownFiles, listUnknownFiles } from "#lib/libraries/unknown-files.ts";
import { toUnknownPage, unknownPageSize } from "./_components/unknown-file.ts";
import { filterOf, type UnknownParams } from "./_components/unknown-params.ts";

/** The first unknown files that match, how many there are, and what this person may do. Viewers see no paths. */
export async function getUnknownFiles(params: UnknownParams) {
  const user = await requireUser("editor");
  const db = getDb();
  const filter = filterOf(params);
  const { state: _state, ...place } = filter;
  const [found, matching, open, assigned, ignored, libraries] = await Promise.all([
    listUnknownFiles(db, { filter, limit: unknownPageSize + 1 }),
    countUnknownFiles(db, filter),
    countUnknownFiles(db, { ...place, state: "open" }),
    countUnknownFiles(db, { ...place, state: "assigned" }),
    countUnknownFiles(db, { ...place, state: "ignored" }),
    listLibraries(db),
  ]);
  const roots = await Promise.all(libraries.map(({ id }) => listRoots(db, id)));
  return {
    first: toUnknownPage(found),
    matching,
    counts: { open, assigned, ignored },
    libraries: libraries.map(({ id, name }, at) => ({
      libraryId: id,
      name,
      roots: roots[at]?.map(({ path }) => path) ?? [],
    })),
    // Deleting from disk and settings are an administrator's.
    isAdmin: hasRole(user, "admin"),
  };
}

export type UnknownFilesData = Awaited<ReturnType<typeof getUnknownFiles>>;
