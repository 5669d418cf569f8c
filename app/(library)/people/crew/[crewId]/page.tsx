import { requireUser } from "#app/_server/require-user.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { OtherNames } from "../../_components/other-names.tsx";
import { TitleGrid } from "../../_components/title-grid.tsx";
import { type CrewParams, readCrewId } from "./crew-id.ts";
import { getCrewPage } from "./queries.ts";

/** What they did. Read by the layout already. */
export default async function CrewPage({ params }: CrewParams) {
  await requireUser();
  const { person, departments, merges, mayEdit } = await getCrewPage(await readCrewId(params));
  return (
    <div className="grid grid-cols-1 gap-8">
      {departments.map(({ name, titles }) => (
        <TitleGrid
          key={name}
          id={`department-${name}`}
          heading={name}
          titles={titles.map(({ jobs, ...title }) => ({ ...title, line: jobs }))}
        />
      ))}
      {departments.length === 0 && (
        <EmptyState title="In nothing here" description={`No film or series in Metarr names ${person.name} now.`} />
      )}
      <OtherNames kind="crew" merges={merges} mayEdit={mayEdit} />
    </div>
  );
}
