import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { movies } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import type { Movie } from "./fields.ts";

/** Throws not_found for a film that does not exist. A removed one is still found: it can be restored. */
export async function getMovie(db: Db, movieId: number): Promise<Movie> {
  const [movie] = await db.select().from(movies).where(eq(movies.id, movieId));
  if (!movie) throw new AppError("not_found", `There is no film ${movieId}.`);
  return movie;
}
