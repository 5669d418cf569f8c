import { requireUser } from "#app/_server/require-user.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { GuestList } from "../_components/guest-list.tsx";
import { OtherNames } from "../_components/other-names.tsx";
import { TitleGrid } from "../_components/title-grid.tsx";
import { type ActorParams, readActorId } from "./actor-id.ts";
import { getPersonPage } from "./queries.ts";

/** What they are in. Read by the layout already. */
export default async function PersonPage({ params }: ActorParams) {
  await requireUser();
  const { person, films, shows, guests, departments, merges, mayEdit } = await getPersonPage(await readActorId(params));
  const isInNothing = films.length + shows.length + guests.length + departments.length === 0;
  return (
    <div className="grid grid-cols-1 gap-8">
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
