import { capName, capNames } from "#lib/cap-name.ts";
import type { NfoActor } from "#lib/files/nfo/types.ts";

export type CastRow = { name: string; role: string | null; order: number; imageUrl: string | null };

/** Actors of an NFO in their order, each person once with several roles joined. Names and roles are cut. */
export function castOfNfo(actors: readonly NfoActor[]): CastRow[] {
  const byName = new Map<string, CastRow>();
  for (const actor of actors.filter(isActor)) {
    const name = capName(actor.name);
    const role = actor.role && capName(actor.role);
    const known = byName.get(name);
    if (known === undefined) {
      byName.set(name, {
        name,
        role,
        order: byName.size + 1,
        imageUrl: actor.thumb?.startsWith("http") ? actor.thumb : null,
      });
    } else if (role && !known.role?.split(" / ").includes(role)) {
      known.role = known.role ? capName(`${known.role} / ${role}`) : role;
    }
  }
  return [...byName.values()];
}

/** Directors or writers of an NFO in their order, each once. */
export const crewOfNfo = (names: readonly string[]): string[] => capNames(names).filter((name) => name.trim() !== "");

const isActor = (actor: NfoActor) =>
  actor.name.trim() !== "" && (actor.type === null || /^(actor|gueststar)$/i.test(actor.type));
