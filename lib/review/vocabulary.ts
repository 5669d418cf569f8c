import { z } from "zod";

/** What can wait for a person to say what it is. */
export const reviewKindSchema = z.enum(["movie", "series"]);
export type ReviewKind = z.output<typeof reviewKindSchema>;

/** An item that nobody could tell, with what its files say and who it might be. Routes send it, browsers check it. */
const reviewItemSchema = z.object({
  kind: reviewKindSchema,
  itemId: z.number(),
  title: z.string(),
  year: z.number().nullable(),
  libraryName: z.string(),
  /** Name of the video, or of the folder of a series. */
  fileName: z.string(),
  folder: z.string(),
  /** Of the real files; null before they were read, and for series. */
  minutes: z.number().nullable(),
  /** What plays: picture and sound of a film, seasons of a series. One line each. */
  contents: z.array(z.string()),
  /** "TMDB 603" */
  nfoIds: z.array(z.string()),
  /** Why it could not be told. */
  reasons: z.array(z.string()),
  candidates: z.array(
    z.object({
      candidateId: z.number(),
      provider: z.string(),
      providerId: z.string(),
      title: z.string(),
      originalTitle: z.string().nullable(),
      year: z.number().nullable(),
      runtimeMinutes: z.number().nullable(),
      overview: z.string().nullable(),
      hasPoster: z.boolean(),
      /** 0 to 100. */
      score: z.number(),
      reasons: z.array(z.string()),
    }),
  ),
});
export type ReviewItem = z.output<typeof reviewItemSchema>;
export type ReviewCandidate = ReviewItem["candidates"][number];

/** An item whose best candidate is sure enough to be taken with others, and what it would become. */
export type SureItem = {
  candidateId: number;
  /** Name of the video, or of the folder of a series. */
  name: string;
  title: string;
  year: number | null;
  /** 0 to 100. */
  score: number;
};

export const reviewPageSchema = z.object({
  items: z.array(reviewItemSchema),
  /** The place behind the last item; null at the end of the queue. */
  next: z.string().nullable(),
});
export type ReviewPage = z.output<typeof reviewPageSchema>;
