import type { Film } from "../catalogue/film.ts";
import { personId } from "../catalogue/people.ts";
import { hashText, objectId } from "../catalogue/seed.ts";
import { departments } from "../catalogue/words.ts";

/** Everybody but one in seven has a portrait. */
export function profilePath(name: string): string | null {
  return hashText(name) % 7 === 0 ? null : `/person${personId(name)}profile0.jpg`;
}

/** Cast in order and crew by job. */
export function creditsOf(film: Film) {
  return {
    cast: film.cast.map(({ name, role }, order) => ({
      ...person(name, "Acting"),
      cast_id: order + 1,
      character: role,
      credit_id: objectId(`${film.id}:${name}:${role}`),
      order,
    })),
    crew: film.crew.map(({ name, role }) => {
      const department = departments[role] ?? "Crew";
      return { ...person(name, department), credit_id: objectId(`${film.id}:${name}:${role}`), department, job: role };
    }),
  };
}

/** A person as every list of credits names them. */
export function person(name: string, department: string) {
  return {
    adult: false,
    gender: 0,
    id: personId(name),
    known_for_department: department,
    name,
    original_name: name,
    popularity: (hashText(name) % 300) / 10,
    profile_path: profilePath(name),
  };
}
