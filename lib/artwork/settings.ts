import { z } from "zod";
import type { ScoreContext } from "./score.ts";
import { type ArtworkType, artworkFacts, artworkTypes } from "./vocabulary.ts";

/** What is kept in `libraries.artwork`: only what differs from the defaults. */
export const libraryArtwork = z.object({
  limits: z.partialRecord(z.enum(artworkTypes), z.int().min(0).max(20)).optional(),
  languages: z.partialRecord(z.enum(artworkTypes), z.array(z.string().min(2).max(8)).max(20)).optional(),
  providers: z.array(z.string()).optional(),
});

export type LibraryArtwork = z.infer<typeof libraryArtwork>;

export type ArtworkSettings = { limitOf(type: ArtworkType): number; context: ScoreContext };

/** Limits and language orders of a library; what it leaves out, or holds in another shape, has the defaults. */
export function readArtworkSettings(
  library: { artwork: unknown; language: string },
  film: { originalLanguage: string | null },
): ArtworkSettings {
  const parsed = libraryArtwork.safeParse(library.artwork ?? {});
  const own: LibraryArtwork = parsed.success ? parsed.data : {};
  return {
    limitOf: (type) => own.limits?.[type] ?? artworkFacts[type].limit,
    context: {
      libraryLanguage: library.language,
      originalLanguage: film.originalLanguage,
      ...(own.languages ? { languages: own.languages } : {}),
      ...(own.providers ? { providers: own.providers } : {}),
    },
  };
}
