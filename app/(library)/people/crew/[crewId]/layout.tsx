import type { Metadata } from "next";
import type { ReactNode } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { actionsClasses } from "../../../_components/actions-classes.ts";
import { readNumber } from "../../../_components/read-number.ts";
import { MergeButton } from "../../_components/merge-button.tsx";
import { PersonFrame } from "../../_components/person-frame.tsx";
import { SplitPerson } from "../../_components/split-person.tsx";
import { RenameCrew } from "./_components/rename-crew.tsx";
import { type CrewParams, readCrewId } from "./crew-id.ts";
import { findCrewPerson, getCrewPage } from "./queries.ts";

export async function generateMetadata({ params }: CrewParams): Promise<Metadata> {
  const crewId = readNumber((await params).crewId);
  const found = crewId === undefined ? undefined : await findCrewPerson(crewId);
  const name = found?.person.name ?? "No such person";
  return { title: { default: name, template: found ? `%s · ${name} · Metarr` : `${name} · Metarr` } };
}

/** Read before anything is sent: it may lead to the page of an actor, or answer 404. */
export default async function CrewLayout({ children, params }: CrewParams & { children: ReactNode }) {
  await requireUser();
  const { person, credits, mayEdit } = await getCrewPage(await readCrewId(params));
  const of = { kind: "crew", person: { personId: person.id, name: person.name } } as const;
  return (
    <PersonFrame
      at={`/people/crew/${person.id}`}
      name={person.name}
      imageHash={null}
      lines={[]}
      links={
        person.tmdbId === null ? [] : [{ href: `https://www.themoviedb.org/person/${person.tmdbId}`, label: "TMDB" }]
      }
      actions={
        mayEdit && (
          <div className={actionsClasses}>
            <RenameCrew person={of.person} />
            <MergeButton {...of} />
            <SplitPerson {...of} credits={credits} />
          </div>
        )
      }
    >
      {children}
    </PersonFrame>
  );
}
