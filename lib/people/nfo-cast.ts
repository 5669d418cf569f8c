import type { NfoActor } from "#lib/files/nfo/types.ts";

export type CastRow = { name: string; role: string | null; order: number; imageUrl: string | null };

/** Actors of an NFO in their order, each person once with several roles joined. */
export function castOfNfo(actors: readonly NfoActor[]): CastRow[] {
  const byName = new Map<string, CastRow>();
  for (const actor of actors.filter(isActor)) {
    const known = byName.get(actor.name);
    if (known === undefined) {
      byName.set(actor.name, {
        name: actor.name,
        role: actor.role,
        order: byName.size + 1,
        imageUrl: actor.thumb?.startsWith("http") ? actor.thumb : null,
      });
    } else if (actor.role && !known.role?.split(" / ").includes(actor.role)) {
      known.role = known.role ? `${known.role} / ${actor.role}` : actor.role;
    }
  }
  return [...byName.values()];
}

const isActor = (actor: NfoActor) =>
  actor.name.trim() !== "" && (actor.type === null || /^(actor|gueststar)$/i.test(actor.type));
