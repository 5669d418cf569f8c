import type { Credit } from "../catalogue/film.ts";
import { objectId } from "../catalogue/seed.ts";
import type { Episode, Show } from "../catalogue/show.ts";
import { departments } from "../catalogue/words.ts";
import { person } from "./credits.ts";

/** Where guests begin in TMDB's order. */
const GUESTS_FROM = 500;

const creditId = (show: Show, { name, role }: Credit) => objectId(`${show.tmdbId}:${name}:${role}`);

/** A series' creators as TMDB lists them. */
export function createdBy(show: Show) {
  return show.creators.map((name) => {
    const { id, gender, profile_path } = person(name, "Writing");
    return { id, credit_id: creditId(show, { name, role: "Creator" }), name, gender, profile_path };
  });
}

/** Main cast, and creators as producers: /credits of a series or season tells no more. */
export function showCredits(show: Show) {
  return {
    cast: show.cast.map((credit, order) => castMember(show, credit, order)),
    crew: show.creators.map((name) => crewMember(show, { name, role: "Executive Producer" })),
  };
}

/** Who directed and wrote an episode, and its guests. */
export function episodePeople(show: Show, episode: Episode) {
  return {
    crew: crewOf(episode).map((credit) => crewMember(show, credit)),
    guest_stars: episode.guests.map((credit, index) => castMember(show, credit, GUESTS_FROM + index)),
  };
}

export function episodeCredits(show: Show, episode: Episode) {
  return { cast: showCredits(show).cast, ...episodePeople(show, episode) };
}

/** Everybody of these episodes with the number of episodes. */
export function aggregateCredits(show: Show, episodes: readonly Episode[]) {
  const guests = countBy(episodes.flatMap((episode) => episode.guests));
  const crew = countBy([
    ...episodes.flatMap(crewOf),
    ...show.creators.flatMap((name) => episodes.map(() => ({ name, role: "Executive Producer" }))),
  ]);
  const main = show.cast.map((credit) => ({ credit, count: episodes.length }));
  return {
    cast: [...main, ...guests].map(({ credit, count }, order) => ({
      ...person(credit.name, "Acting"),
      roles: [{ credit_id: creditId(show, credit), character: credit.role, episode_count: count }],
      total_episode_count: count,
      order,
    })),
    crew: crew.map(({ credit, count }) => ({
      ...person(credit.name, departmentOf(credit)),
      jobs: [{ credit_id: creditId(show, credit), job: credit.role, episode_count: count }],
      department: departmentOf(credit),
      total_episode_count: count,
    })),
  };
}

function crewOf({ director, writer }: Episode): Credit[] {
  return [
    ...(director === null ? [] : [{ name: director, role: "Director" }]),
    ...(writer === null ? [] : [{ name: writer, role: "Writer" }]),
  ];
}

const departmentOf = ({ role }: Credit) => departments[role] ?? "Crew";

function castMember(show: Show, credit: Credit, order: number) {
  return { ...person(credit.name, "Acting"), character: credit.role, credit_id: creditId(show, credit), order };
}

function crewMember(show: Show, credit: Credit) {
  const department = departmentOf(credit);
  return { ...person(credit.name, department), credit_id: creditId(show, credit), department, job: credit.role };
}

function countBy(all: Credit[]): { credit: Credit; count: number }[] {
  return [...Map.groupBy(all, ({ name, role }) => `${name}=${role}`).values()].flatMap((same) =>
    same[0] === undefined ? [] : [{ credit: same[0], count: same.length }],
  );
}
