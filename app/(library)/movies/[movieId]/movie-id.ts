import { notFound } from "next/navigation";

export type MovieParams = { params: Promise<{ movieId: string }> };

const largestId = 2_147_483_647;

/** The id in the address; the 404 page for what no film can have. */
export async function readMovieId(params: MovieParams["params"]): Promise<number> {
  return (await findMovieId(params)) ?? notFound();
}

/** The id in the address; undefined for what no film can have. */
export async function findMovieId(params: MovieParams["params"]): Promise<number | undefined> {
  const { movieId } = await params;
  const number = /^\d{1,10}$/.test(movieId) ? Number(movieId) : 0;
  return number < 1 || number > largestId ? undefined : number;
}
