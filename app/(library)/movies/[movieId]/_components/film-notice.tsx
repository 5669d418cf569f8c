import { CircleHelp, FileX } from "lucide-react";
import { TimeAgo } from "#components/time-ago.tsx";
import type { Movie } from "#lib/movies/fields.ts";
import type { Match } from "../../../_components/match-row.tsx";
import { Notice } from "../../../_components/notice.tsx";
import { IdentifyButton } from "./identify-button.tsx";
import { RemoveFilm } from "./remove-film.tsx";
import { ReviewList } from "./review-list.tsx";

export type FilmNoticeProps = {
  movie: Pick<Movie, "id" | "title" | "year" | "missingAt" | "identificationStatus" | "tmdbId" | "unlisted">;
  mayEdit: boolean;
  mayDeleteFiles: boolean;
  candidates: readonly Match[];
};

/** What this film needs from a person, above everything else. */
export function FilmNotice({ movie, mayEdit, mayDeleteFiles, candidates }: FilmNoticeProps) {
  const { id: movieId, title, year, tmdbId } = movie;
  return (
    <>
      {movie.missingAt !== null && (
        <Notice
          icon={<FileX />}
          title="The file is missing"
          action={
            mayEdit && (
              <RemoveFilm
                as="button"
                film={{ movieId, title, missingAt: movie.missingAt, mayDeleteFiles }}
                label="Remove now"
              />
            )
          }
        >
          A scan did not find it <TimeAgo at={movie.missingAt} />. If a scan an hour later or more does not find it
          either, the film goes to the recycle bin for 30 days. What you edited and chose is kept; when the file comes
          back, all of it is there again.
        </Notice>
      )}
      {movie.identificationStatus === "needs_identification" && (
        <Notice
          icon={<CircleHelp />}
          title="Which film is this?"
          action={mayEdit && <IdentifyButton film={{ movieId, title, year, tmdbId }} />}
        >
          {mayEdit
            ? candidates.length > 0
              ? "Metarr is not sure. Pick the film below, or search for another one."
              : "Nothing in the database fits the file's name. Search for it by another title or by its id."
            : "Metarr is not sure. An editor can say which film it is."}
        </Notice>
      )}
      {movie.unlisted && (
        <Notice
          icon={<CircleHelp />}
          title="In no database"
          action={mayEdit && <IdentifyButton film={{ movieId, title, year, tmdbId }} />}
        >
          Somebody said that no database has this film. Metarr asks no more who it is.
        </Notice>
      )}
      {candidates.length > 0 && <ReviewList movieId={movieId} tmdbId={tmdbId} candidates={candidates} />}
    </>
  );
}
