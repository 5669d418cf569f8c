import { basename } from "node:path";
import { and, eq, ne } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraryRoots, movies, publishConflicts, series } from "#db/schema/index.ts";
import { inspectImage } from "#lib/artwork/inspect-image.ts";
import type { ServedPicture } from "#lib/artwork/serve.ts";
import { thumbnailFor } from "#lib/artwork/thumbnails.ts";
import { maxImageBytes, type ThumbnailWidth } from "#lib/artwork/vocabulary.ts";
import { AppError } from "#lib/errors.ts";
import { isInside, readFileInside } from "#lib/files/safe-path.ts";
import { preparePublish } from "./prepare.ts";
import { getUnit } from "./publish.ts";
import { kindOfNfo, type UnitRef } from "./vocabulary.ts";

type Params = UnitRef & { path: string; width: ThumbnailWidth; signal?: AbortSignal | undefined };

/**
 * A small copy of a picture as it lies in the library now, made in a thread. Only of a file about which somebody has to
 * decide: the path is compared with those and never looked at otherwise. Throws not_found for every other one, and what
 * reading and inspecting a picture throw.
 */
export async function getOutsidePicture(db: Db, params: Params): Promise<ServedPicture> {
  const { path, width, signal } = params;
  const root = (await isOpen(db, params)) ? await findRoot(db, params) : undefined;
  if (root === undefined) throw new AppError("not_found", "There is nothing to decide about this file.");
  const name = basename(path);
  const image = await inspectImage({
    bytes: await readFileInside({ root, path, maxBytes: maxImageBytes }),
    name,
    signal,
  });
  const wanted = thumbnailFor(image.width, width);
  const small = image.thumbnails.find((each) => each.width === wanted) ?? image.thumbnails.at(-1);
  if (!small) throw new AppError("invalid", `${name} cannot be shown.`);
  return { bytes: small.bytes, contentType: "image/webp", name: `${image.sha256.slice(0, 12)}.webp` };
}

/** Whether a publish has left it to a person, or the next one would. */
async function isOpen(db: Db, { entityType, entityId, path, signal }: Params): Promise<boolean> {
  const [known] = await db
    .select({ id: publishConflicts.id })
    .from(publishConflicts)
    .where(
      and(
        eq(publishConflicts.entityType, entityType),
        eq(publishConflicts.entityId, entityId),
        eq(publishConflicts.path, path),
        ne(publishConflicts.kind, kindOfNfo),
      ),
    );
  if (known) return true;
  const { plan } = await preparePublish(await getUnit(db, { entityType, entityId }), { signal });
  return plan.conflicts.some((conflict) => conflict.kind !== kindOfNfo && conflict.path === path);
}

/** The library folder that the file lies in. */
async function findRoot(db: Db, { entityType, entityId, path }: Params): Promise<string | undefined> {
  const table = entityType === "movie" ? movies : series;
  const roots = await db
    .select({ path: libraryRoots.path })
    .from(libraryRoots)
    .innerJoin(table, eq(table.libraryId, libraryRoots.libraryId))
    .where(eq(table.id, entityId));
  return roots.find((root) => isInside(root.path, path))?.path;
}
