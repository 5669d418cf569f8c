import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { getLibrary, listLibraries } from "#lib/libraries/libraries.ts";
import { countPublishable } from "#lib/publish/publish-library.ts";
import { profileLabels } from "#lib/publish/vocabulary.ts";

/** The library whose plan is made. Throws not_found. */
export async function getLibraryToPublish(libraryId: number) {
  await requireUser("editor");
  const db = getDb();
  const [{ name, type, profile }, total] = await Promise.all([
    getLibrary(db, libraryId),
    countPublishable(db, libraryId),
  ]);
  return {
    libraryId,
    name,
    entityType: type === "tv" ? ("series" as const) : ("movie" as const),
    profile: profileLabels[profile],
    total,
  };
}

/** Libraries to choose from. */
export async function listLibrariesToPublish() {
  await requireUser("editor");
  const libraries = await listLibraries(getDb());
  return libraries.map(({ id, name, type, profile }) => ({
    libraryId: id,
    name,
    type,
    profile: profileLabels[profile],
  }));
}
