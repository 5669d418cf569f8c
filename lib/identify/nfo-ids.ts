import { z } from "zod";

const snapshot = z.object({ uniqueIds: z.array(z.object({ type: z.string(), value: z.string() })) });

type NfoIds = { tmdb: number | null; imdb: string | null; tvdb: number | null; tvmaze: number | null };

/** Ids in what was kept of an NFO that was read (`library_nfo_files.snapshot`). All null for anything else. */
export function idsInSnapshot(kept: unknown): NfoIds {
  const read = snapshot.safeParse(kept);
  const find = (type: string) =>
    read.success ? read.data.uniqueIds.find((id) => id.type.toLowerCase() === type)?.value : undefined;
  const whole = (value: string | undefined) => (value && /^\d{1,9}$/.test(value) ? Number(value) : null);
  const imdb = find("imdb");
  return {
    tmdb: whole(find("tmdb")),
    imdb: imdb && /^tt\d{5,10}$/.test(imdb) ? imdb : null,
    tvdb: whole(find("tvdb")),
    tvmaze: whole(find("tvmaze")),
  };
}
