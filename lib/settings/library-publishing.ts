import { z } from "zod";
import type { libraries } from "#db/schema/index.ts";
import { artworkPolicies, customNameSlots } from "#lib/publish/vocabulary.ts";

/** A folder name: nothing that leads elsewhere, and nothing hidden. */
export const setsFolderSchema = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^./\\\p{Cc}][^/\\\p{Cc}]*$/u, "A folder name has no slash and begins with no dot.");

/**
 * What a library publishes and under which names, where that differs from its profile. An unknown or broken value counts
 * as absent, so that settings of another version never keep a library from being published.
 */
const publishingSchema = z.object({
  /** Whether NFO files are written. Absent: as the player reads them. */
  nfo: z.boolean().optional().catch(undefined),
  /** What happens to a published picture that was replaced outside. Absent: adopt. */
  artworkPolicy: z.enum(artworkPolicies).optional().catch(undefined),
  /** Whether portraits go into `.actors`, where the player looks for them there. Absent: yes. */
  people: z.boolean().optional().catch(undefined),
  /**
   * Name of a folder below the library's for what is of film sets, a folder for each set: Kodi's movie set information
   * folder. Absent: their pictures lie beside the films.
   */
  setsFolder: setsFolderSchema.optional().catch(undefined),
  /** Names of one's own, without extension, by slot. */
  names: z.partialRecord(z.enum(customNameSlots), z.string()).optional().catch(undefined),
});
export type LibraryPublishing = z.output<typeof publishingSchema>;

type Library = Pick<typeof libraries.$inferSelect, "profile" | "publishing">;

export function readPublishing(library: Pick<Library, "publishing">): LibraryPublishing {
  return publishingSchema.parse(library.publishing ?? {});
}

/** Names by which a library is published. */
export type Naming = Pick<Library, "profile"> & Pick<LibraryPublishing, "nfo" | "names">;

export function namingOf(library: Library): Naming {
  const { nfo, names } = readPublishing(library);
  return { profile: library.profile, nfo, names };
}
