import { revalidatePath } from "next/cache";
import type { RouteContext } from "#app/_server/route.ts";
import { transaction } from "#db/transaction.ts";
import { assertFreeSpace } from "#lib/files/free-space.ts";
import { getTrailerOwner, type TrailerChooser } from "#lib/trailers/owners.ts";
import { addUploadedTrailer } from "#lib/trailers/pick-trailer.ts";
import { keepVideoUpload } from "#lib/trailers/uploads.ts";

const pages = { movie: "movies", series: "series" } as const;

/**
 * Takes a video as the body of the request, whatever it says of itself, straight to disk. `name` is only shown. Nothing is
 * written for a film or series that is not there.
 */
export async function takeTrailerUpload(
  { db, user, request }: Pick<RouteContext, "db" | "user" | "request">,
  { name, ...owner }: TrailerChooser & { name: string | null },
): Promise<{ candidateId: number }> {
  await getTrailerOwner(db, owner);
  await assertFreeSpace(db, "trailer");
  const upload = await keepVideoUpload(request.body);
  const added = await transaction(db, (tx) => addUploadedTrailer(tx, { ...owner, upload, name, userId: user.id }));
  revalidatePath(`/${pages[owner.entityType]}/${owner.entityId}`, "layout");
  return added;
}
