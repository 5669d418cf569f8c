import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireUser } from "#app/_server/require-user.ts";
import { readNumber } from "../../../_components/read-number.ts";
import { MergeButton } from "../../_components/merge-button.tsx";
import { OtherNames } from "../../_components/other-names.tsx";
import { PersonHeader } from "../../_components/person-header.tsx";
import { TitleGrid } from "../../_components/title-grid.tsx";
import { findCrewPerson, getCrewPage } from "./queries.ts";

type Props = { params: Promise<{ crewId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const crewId = readNumber((await params).crewId);
  const found = crewId === undefined ? undefined : await findCrewPerson(crewId);
  return { title: found?.person.name ?? "No such person" };
}

/** Read before anything is sent: it may lead to the page of an actor, or answer 404. */
export default async function CrewPage({ params }: Props) {
  await requireUser();
  const { person, departments, merges, mayEdit } = await getCrewPage(readNumber((await params).crewId) ?? notFound());
  return (
    <div className="grid grid-cols-1 gap-8">
      <PersonHeader
        name={person.name}
        imageHash={null}
        lines={[]}
        links={
          person.tmdbId === null ? [] : [{ href: `https://www.themoviedb.org/person/${person.tmdbId}`, label: "TMDB" }]
        }
        actions={mayEdit && <MergeButton kind="crew" person={{ personId: person.id, name: person.name }} />}
      />
      {departments.map(({ name, titles }) => (
        <TitleGrid
          key={name}
          id={`department-${name}`}
          heading={name}
          titles={titles.map(({ jobs, ...title }) => ({ ...title, line: jobs }))}
        />
      ))}
      <OtherNames kind="crew" merges={merges} mayEdit={mayEdit} />
    </div>
  );
}
