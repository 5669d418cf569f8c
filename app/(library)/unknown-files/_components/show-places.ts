import { z } from "zod";

/** What a file can be assigned to in a series: its seasons, and the episodes of the one that is chosen. */
export const placesSchema = z.object({
  seasons: z.array(z.object({ seasonId: z.int(), seasonNumber: z.int() })),
  episodes: z.array(z.object({ episodeId: z.int(), episodeNumber: z.int(), title: z.string().nullable() })),
});
export type ShowPlaces = z.output<typeof placesSchema>;
