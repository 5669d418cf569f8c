"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { type Removal, RemoveDialog } from "../../../_components/remove-dialog.tsx";
import { filmCache } from "../../_components/film-cache.ts";
import type { FilmHeaderData } from "../queries.ts";

type Film = Pick<FilmHeaderData, "movieId" | "title" | "missingAt" | "mayDeleteFiles">;

/** Asks, removes the film and leads to the list. Taken back, it leads to the film again. */
export function RemoveFilm({ film, label = "Remove" }: { film: Film; label?: string }) {
  const { movieId, title, missingAt, mayDeleteFiles } = film;
  const router = useRouter();
  const [removal, setRemoval] = useState<Removal>();
  return (
    <>
      <Button
        variant="danger-ghost"
        onClick={() => setRemoval({ kind: "movie", ids: [movieId], name: title, isMissing: missingAt !== null })}
      >
        <Trash2 aria-hidden />
        {label}
      </Button>
      <RemoveDialog
        removal={removal}
        mayDeleteFiles={mayDeleteFiles}
        onClose={() => setRemoval(undefined)}
        onRemoved={() => {
          filmCache.drop([movieId]);
          router.push("/movies");
        }}
        onRestored={() => {
          filmCache.take([movieId]);
          router.push(`/movies/${movieId}`);
        }}
      />
    </>
  );
}
