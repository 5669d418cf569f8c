"use client";

import { X } from "lucide-react";
import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { cachedPicture } from "#components/artwork-source.ts";
import { PosterCard } from "#components/poster-card.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { gridPosterSizes } from "../../../_components/poster-grid.tsx";
import { removeFromSet } from "../actions.ts";
import { takeBackLinked } from "./take-back.ts";

type Owned = {
  movieId: number;
  title: string;
  year: number | null;
  missingAt: Date | null;
  posterHash: string | null;
  posterThumbhash: string | null;
};

export type OwnedFilmProps = {
  film: Owned;
  set: { collectionId: number; name: string };
  mayEdit: boolean;
  eager: boolean;
};

/** A film of the set that is in Metarr. */
export function OwnedFilm({ film, set, mayEdit, eager }: OwnedFilmProps) {
  const { movieId, title, year, posterHash, posterThumbhash, missingAt } = film;
  const [pending, startTransition] = useTransition();

  function remove() {
    startTransition(async () => {
      const result = await answered(removeFromSet({ collectionId: set.collectionId, movieIds: [movieId] }));
      if (!result.ok) {
        toastFailed(`"${title}" was not taken out`, { description: result.error.message });
        return;
      }
      const { batch } = result.data;
      toastDone(`"${title}" is no longer in "${set.name}"`, { onUndo: () => void takeBackLinked(batch) });
    });
  }

  return (
    <PosterCard
      href={`/movies/${movieId}`}
      picture={posterHash === null ? null : cachedPicture({ hash: posterHash, thumbhash: posterThumbhash })}
      title={title}
      subtitle={missingAt === null ? (year ?? "Year unknown") : "File gone"}
      dimmed={missingAt !== null || pending}
      sizes={gridPosterSizes}
      eager={eager}
      actions={
        mayEdit && (
          <button
            type="button"
            aria-label={`Take ${title} out of the set`}
            title="Take out of the set"
            disabled={pending}
            onClick={remove}
            className="relative grid place-items-center [&_svg]:size-4"
          >
            <X aria-hidden />
          </button>
        )
      }
    />
  );
}
