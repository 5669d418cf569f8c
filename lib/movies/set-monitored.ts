import type { Tx } from "#db/client.ts";
import { getMovieState } from "./movie-state.ts";
import { writeValues } from "./write-values.ts";

/** Says whether automation works on a film. An unmonitored one stays visible, and everything works by hand. */
export async function setMonitored(
  tx: Tx,
  { movieId, monitored }: { movieId: number; monitored: boolean },
): Promise<void> {
  const { movie } = await getMovieState(tx, movieId);
  if (movie.monitored === monitored) return;
  await writeValues(tx, movie, [], { source: "user" }, { monitored });
}
