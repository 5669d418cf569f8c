import { eq } from "drizzle-orm";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { libraries } from "#db/schema/index.ts";
import { folderOfFilm } from "#lib/artwork/film-place.ts";
import { profileLabels } from "#lib/publish/vocabulary.ts";
import { readPublishPage } from "../../../_components/publish/read-publish-page.ts";
import { getFilm } from "../queries.ts";

/** What publishing the film would do. */
export async function getPublishPage(movieId: number) {
  await requireUser("editor");
  const db = getDb();
  const { movie } = await getFilm(movieId);
  const unit = { entityType: "movie", entityId: movieId } as const;
  const [[library], page] = await Promise.all([
    db.select({ profile: libraries.profile }).from(libraries).where(eq(libraries.id, movie.libraryId)),
    readPublishPage(db, { unit, folder: folderOfFilm(movie.filePath) }),
  ]);
  return {
    page,
    profile: library ? profileLabels[library.profile] : "",
    publishedAt: movie.lastPublishedAt,
    isIdentified: movie.tmdbId !== null,
  };
}
