import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { recordAudit } from "#lib/access/audit.ts";
import { countLibraryOwners, type OwnerCursor } from "#lib/artwork/library-owners.ts";
import { previewLibraryChoices } from "#lib/artwork/preview-choices.ts";
import { type LibraryArtwork, libraryArtwork } from "#lib/artwork/settings.ts";
import { artworkFacts, type LibraryArtworkType, libraryArtworkTypes } from "#lib/artwork/vocabulary.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { getLibrary, type LibraryAuthor } from "./libraries.ts";

/** How many pictures of a type are chosen, and in which languages, best first. */
export type ArtworkChoice = { limit: number; languages: string[] };
export type ArtworkChoices = Record<LibraryArtworkType, ArtworkChoice>;

/** What is in force for a library. Settings of another shape count as none. */
export function readArtworkChoices(library: { artwork: unknown }): ArtworkChoices {
  const parsed = libraryArtwork.safeParse(library.artwork ?? {});
  const own: LibraryArtwork = parsed.success ? parsed.data : {};
  const of = (type: LibraryArtworkType): ArtworkChoice => ({
    limit: own.limits?.[type] ?? artworkFacts[type].limit,
    languages: [...(own.languages?.[type] ?? artworkFacts[type].languages)],
  });
  return {
    poster: of("poster"),
    fanart: of("fanart"),
    clearlogo: of("clearlogo"),
    clearart: of("clearart"),
    discart: of("discart"),
    banner: of("banner"),
    landscape: of("landscape"),
    keyart: of("keyart"),
    thumb: of("thumb"),
    characterart: of("characterart"),
  };
}

/**
 * Keeps what differs from the defaults; they may change with a later version. A job scores the library's pictures anew and
 * has those chosen that come first now. Locked types are left alone.
 */
export async function changeArtwork(
  db: Db,
  params: LibraryAuthor & { libraryId: number; choices: ArtworkChoices },
): Promise<void> {
  const { libraryId, choices, userId = null, address = null } = params;
  await transaction(db, async (tx) => {
    const { name, artwork: before } = await getLibrary(tx, libraryId);
    const artwork = { ...before, ...differences(choices) };
    await tx.update(libraries).set({ artwork }).where(eq(libraries.id, libraryId));
    const details = { name, ...differences(choices) };
    await recordAudit(tx, {
      userId,
      address,
      action: "library.artwork",
      entityType: "library",
      entityId: libraryId,
      details,
    });
    await enqueue(tx, "artwork.rescore", { libraryId }, { createdBy: userId });
  });
}

/** What saving these choices would change of the library's pictures, page by page. */
export async function previewArtworkChange(
  db: Db,
  { choices, ...page }: { libraryId: number; choices: ArtworkChoices; after: OwnerCursor | null },
) {
  const [found, total] = await Promise.all([
    previewLibraryChoices(db, { ...page, artwork: differences(choices), limit: ownersPerPreview }),
    countLibraryOwners(db, page.libraryId),
  ]);
  return { ...found, total };
}

/** As many as are looked at in a fraction of a second. */
const ownersPerPreview = 100;

function differences(choices: ArtworkChoices): Required<Pick<LibraryArtwork, "limits" | "languages">> {
  const limits: LibraryArtwork["limits"] = {};
  const languages: LibraryArtwork["languages"] = {};
  for (const type of libraryArtworkTypes) {
    const [chosen, usual] = [choices[type], artworkFacts[type]];
    if (chosen.limit !== usual.limit) limits[type] = chosen.limit;
    if (chosen.languages.join() !== usual.languages.join()) languages[type] = chosen.languages;
  }
  return { limits, languages };
}
