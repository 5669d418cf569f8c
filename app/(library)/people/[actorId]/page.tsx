import type { Metadata } from "next";
import { Suspense } from "react";
import { RefreshWhile } from "#app/_components/refresh-while.tsx";
import { requireUser } from "#app/_server/require-user.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { LocksBadge } from "../../_components/title-badges.tsx";
import { GuestList } from "../_components/guest-list.tsx";
import { OtherNames } from "../_components/other-names.tsx";
import { datesOf } from "../_components/person-dates.ts";
import { PersonHeader } from "../_components/person-header.tsx";
import { PersonSkeleton } from "../_components/person-skeleton.tsx";
import { TitleGrid } from "../_components/title-grid.tsx";
import { PersonActions } from "./_components/person-actions.tsx";
import { type ActorParams, findActorId, readActorId } from "./actor-id.ts";
import { findPerson, getPersonPage } from "./queries.ts";

export async function generateMetadata({ params }: ActorParams): Promise<Metadata> {
  const actorId = await findActorId(params);
  const found = actorId === undefined ? undefined : await findPerson(actorId);
  return { title: found?.actor.name ?? "No such person" };
}

export default async function PersonPage({ params }: ActorParams) {
  await requireUser();
  return (
    <Suspense fallback={<PersonSkeleton />}>
      <Person params={params} />
    </Suspense>
  );
}

async function Person({ params }: ActorParams) {
  const page = await getPersonPage(await readActorId(params));
  const { person, films, shows, guests, departments, merges, mayEdit, isBusy } = page;
  const locks = Number(person.nameLocked) + Number(person.imageLocked);
  const isInNothing = films.length + shows.length + guests.length + departments.length === 0;
  return (
    <div className="grid grid-cols-1 gap-8">
      <RefreshWhile active={isBusy} />
      <PersonHeader
        name={person.name}
        imageHash={person.imageHash}
        lines={datesOf(person)}
        badges={<LocksBadge count={locks} />}
        links={[
          ...(person.tmdbId === null
            ? []
            : [{ href: `https://www.themoviedb.org/person/${person.tmdbId}`, label: "TMDB" }]),
          ...(person.imdbId === null ? [] : [{ href: `https://www.imdb.com/name/${person.imdbId}/`, label: "IMDb" }]),
        ]}
        actions={mayEdit && <PersonActions page={page} />}
      />
      {person.biography && (
        <section aria-label="Biography" className="max-w-prose">
          <p className="whitespace-pre-line text-1 leading-6">{person.biography}</p>
        </section>
      )}
      <TitleGrid id="films" heading="Films" titles={films.map((title) => ({ ...title, line: title.role }))} />
      <TitleGrid id="series" heading="Series" titles={shows.map((title) => ({ ...title, line: title.role }))} />
      <GuestList guests={guests} />
      {departments.map(({ name, titles }) => (
        <TitleGrid
          key={name}
          id={`department-${name}`}
          heading={name}
          titles={titles.map(({ jobs, ...title }) => ({ ...title, line: jobs }))}
        />
      ))}
      {isInNothing && (
        <EmptyState title="In nothing here" description={`No film or series in Metarr names ${person.name} now.`} />
      )}
      <OtherNames kind="actor" merges={merges} mayEdit={mayEdit} />
    </div>
  );
}
