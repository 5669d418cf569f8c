"use client";

import { useRouter } from "next/navigation";
import { RemoveControl, type RemoveControlProps } from "../../../_components/remove-control.tsx";
import { filmCache } from "../../_components/film-cache.ts";
import type { FilmHeaderData } from "../queries.ts";

type RemoveFilmProps = {
  film: Pick<FilmHeaderData, "movieId" | "title" | "missingAt" | "mayDeleteFiles">;
  label?: string;
} & Pick<RemoveControlProps, "as">;

/** Asks, removes the film and leads to the list. Taken back, it leads to the film again. */
export function RemoveFilm({ film, label = "Remove film", as }: RemoveFilmProps) {
  const { movieId, title, missingAt, mayDeleteFiles } = film;
  const router = useRouter();
  return (
    <RemoveControl
      label={label}
      as={as}
      removal={{ kind: "movie", ids: [movieId], name: title, isMissing: missingAt !== null }}
      mayDeleteFiles={mayDeleteFiles}
      onRemoved={() => {
        filmCache.drop([movieId]);
        router.push("/movies");
      }}
      onRestored={() => {
        filmCache.take([movieId]);
        router.push(`/movies/${movieId}`);
      }}
    />
  );
}
