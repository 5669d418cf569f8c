import { CircleHelp, FileX } from "lucide-react";
import type { ReactNode } from "react";
import type { Movie } from "#lib/movies/fields.ts";
import type { Match } from "./match-row.tsx";
import { ReviewList } from "./review-list.tsx";

export type FilmNoticeProps = {
  movie: Pick<Movie, "id" | "missingAt" | "identificationStatus" | "tmdbId">;
  mayEdit: boolean;
  candidates: readonly Match[];
};

/** What this film needs from a person, above everything else. */
export function FilmNotice({ movie, mayEdit, candidates }: FilmNoticeProps) {
  return (
    <>
      {movie.missingAt !== null && (
        <Notice icon={<FileX />} title="The file is missing">
          It was not there at the last scan. What you edited and chose is kept; when the file comes back, all of it is
          there again.
        </Notice>
      )}
      {movie.identificationStatus === "needs_identification" && (
        <Notice icon={<CircleHelp />} title="Which film is this?">
          {mayEdit
            ? candidates.length > 0
              ? "Metarr is not sure. Pick the film below, or search for another one with “Identify”."
              : "Nothing in the database fits the file's name. Search for it with “Identify”."
            : "Metarr is not sure. An editor can say which film it is."}
        </Notice>
      )}
      {candidates.length > 0 && <ReviewList movieId={movie.id} tmdbId={movie.tmdbId} candidates={candidates} />}
    </>
  );
}

function Notice({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className="flex gap-3 rounded-lg border border-warning/30 bg-warning-soft px-4 py-3">
      <span aria-hidden className="mt-0.5 text-warning [&_svg]:size-4">
        {icon}
      </span>
      <div>
        <h2 className="font-medium text-1">{title}</h2>
        <p className="text-2 text-sm">{children}</p>
      </div>
    </div>
  );
}
