import { Film } from "lucide-react";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { OverviewSkeleton } from "../../_components/overview-skeleton.tsx";
import { posterGridClasses } from "../_components/poster-grid-classes.ts";
import { MissingFilm } from "./_components/missing-film.tsx";
import { OwnedFilm } from "./_components/owned-film.tsx";
import { type CollectionParams, readCollectionId } from "./collection-id.ts";
import { getSet, getSetFilms } from "./queries.ts";

export default async function CollectionPage({ params }: CollectionParams) {
  await requireUser();
  return (
    <Suspense fallback={<OverviewSkeleton label="Loading the set" />}>
      <Films params={params} />
    </Suspense>
  );
}

async function Films({ params }: CollectionParams) {
  const collectionId = await readCollectionId(params);
  const [{ set, mayEdit }, { owned, missing }] = await Promise.all([getSet(collectionId), getSetFilms(collectionId)]);
  return (
    <div className="grid grid-cols-1 gap-8">
      {set.overview && <p className="max-w-prose whitespace-pre-line text-1 leading-6">{set.overview}</p>}
      <section aria-labelledby="owned-films">
        <h2 id="owned-films" className="mb-4 font-medium text-1 text-lg">
          In your library {owned.length > 0 && <span className="font-normal text-3">{owned.length}</span>}
        </h2>
        {owned.length === 0 ? (
          <EmptyState
            icon={<Film />}
            title="No film is in this set"
            description={mayEdit ? "Add films with the button above." : "An editor can add films."}
          />
        ) : (
          <ul className={posterGridClasses}>
            {owned.map((film, index) => (
              <li key={film.movieId} className="min-w-0">
                <OwnedFilm film={film} set={{ collectionId, name: set.name }} mayEdit={mayEdit} eager={index < 6} />
              </li>
            ))}
          </ul>
        )}
      </section>
      {missing.length > 0 && (
        <section aria-labelledby="missing-films">
          <h2 id="missing-films" className="mb-4 font-medium text-1 text-lg">
            Missing <span className="font-normal text-3">{missing.length}</span>
          </h2>
          <ul className={posterGridClasses}>
            {missing.map((film) => (
              <li key={film.tmdbId} className="min-w-0">
                <MissingFilm film={film} collectionId={collectionId} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
