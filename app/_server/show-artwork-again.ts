import { revalidatePath } from "next/cache";
import type { Db } from "#db/client.ts";
import { getOwnerPage } from "#lib/artwork/owner-place.ts";
import type { ChoosingOwner } from "#lib/artwork/owners.ts";

/** Lets the page be drawn anew on which the pictures of an owner are shown. */
export async function showArtworkAgain(db: Db, owner: ChoosingOwner): Promise<void> {
  const page = await getOwnerPage(db, owner);
  if ("movieId" in page) revalidatePath(`/movies/${page.movieId}`, "layout");
  else if ("seriesId" in page) revalidatePath(`/series/${page.seriesId}`, "layout");
  else revalidatePath(`/collections/${page.collectionId}`, "layout");
}
