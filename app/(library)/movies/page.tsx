import type { Metadata } from "next";
import { Suspense } from "react";
import { PosterListSkeleton } from "../_components/poster-list-skeleton.tsx";
import { FilmList } from "./_components/film-list.tsx";
import { readFilmListParams } from "./_components/film-list-params.ts";
import { getFilmList, getFilmListOptions } from "./queries.ts";

export const metadata: Metadata = { title: "Movies" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default function MoviesPage({ searchParams }: Props) {
  return (
    <Suspense fallback={<PosterListSkeleton label="Loading films" />}>
      <Films searchParams={searchParams} />
    </Suspense>
  );
}

async function Films({ searchParams }: Props) {
  const params = await readFilmListParams(searchParams);
  const [list, options] = await Promise.all([getFilmList(params), getFilmListOptions()]);
  return <FilmList {...list} options={options} />;
}
