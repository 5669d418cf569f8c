import type { Metadata } from "next";
import type { ReactNode } from "react";
import { RefreshWhile } from "#app/_components/refresh-while.tsx";
import { requireUser } from "#app/_server/require-user.ts";
import { LocksBadge } from "../../_components/title-badges.tsx";
import { datesOf } from "../_components/person-dates.ts";
import { PersonFrame } from "../_components/person-frame.tsx";
import { PersonActions } from "./_components/person-actions.tsx";
import { type ActorParams, findActorId, readActorId } from "./actor-id.ts";
import { findPerson, getPersonPage } from "./queries.ts";

export async function generateMetadata({ params }: ActorParams): Promise<Metadata> {
  // Thrown here, the 404 page would have no title: Next asks this function for that page's title too.
  const actorId = await findActorId(params);
  const found = actorId === undefined ? undefined : await findPerson(actorId);
  const name = found?.actor.name ?? "No such person";
  return { title: { default: name, template: found ? `%s · ${name} · Metarr` : `${name} · Metarr` } };
}

/** The person above their tabs. Read before anything is sent, so that one who does not exist answers 404. */
export default async function PersonLayout({ children, params }: ActorParams & { children: ReactNode }) {
  await requireUser();
  const page = await getPersonPage(await readActorId(params));
  const { person, mayEdit, isBusy } = page;
  return (
    <PersonFrame
      at={`/people/${person.actorId}`}
      hasPortraits
      name={person.name}
      imageHash={person.imageHash}
      lines={datesOf(person)}
      badges={<LocksBadge count={Number(person.nameLocked) + Number(person.imageLocked)} />}
      links={[
        ...(person.tmdbId === null
          ? []
          : [{ href: `https://www.themoviedb.org/person/${person.tmdbId}`, label: "TMDB" }]),
        ...(person.imdbId === null ? [] : [{ href: `https://www.imdb.com/name/${person.imdbId}/`, label: "IMDb" }]),
      ]}
      actions={mayEdit && <PersonActions page={page} />}
    >
      <RefreshWhile active={isBusy} />
      {children}
    </PersonFrame>
  );
}
