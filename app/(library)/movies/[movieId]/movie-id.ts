import { notFound } from "next/navigation";
import { readNumber } from "../../_components/read-number.ts";

export type MovieParams = { params: Promise<{ movieId: string }> };

/** The id in the address; the 404 page for what no film can have. */
export async function readMovieId(params: MovieParams["params"]): Promise<number> {
  return (await findMovieId(params)) ?? notFound();
}

/** The id in the address; undefined for what no film can have. */
export async function findMovieId(params: MovieParams["params"]): Promise<number | undefined> {
  return readNumber((await params).movieId);
}
