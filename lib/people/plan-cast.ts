/** One person as the film has them now. */
export type CastRow = {
  id: number;
  actorId: number;
  role: string | null;
  /** Counted from 1. */
  actorOrder: number | null;
  roleLocked: boolean;
  removed: boolean;
};

/** One person as a source has them, with the row of the person found. */
export type WantedCast = { actorId: number; role: string | null; order: number };

export type CastRules = {
  /** A person arranged the cast: who is there keeps their place, new ones come last. */
  orderLocked: boolean;
  /** `replace`: the source's list counts. `fill`: who is there stays; only empty roles are filled. */
  mode: "replace" | "fill";
  /** True: nobody is a cast too. The one there is belongs to another title. */
  evenNobody?: boolean;
};

export type CastPlan = {
  insert: { actorId: number; role: string | null; actorOrder: number }[];
  update: { id: number; role: string | null; actorOrder: number | null }[];
  remove: number[];
};

/**
 * What to write so that a film has the wanted cast. Pure. People taken out by hand stay out; locked roles stay; those
 * with a locked role stay in the film even when the source no longer names them. A source that names nobody changes
 * nothing, but for a cast of another title.
 */
export function planCast(present: readonly CastRow[], given: readonly WantedCast[], rules: CastRules): CastPlan {
  const wanted = joinRoles(given);
  const byActor = new Map(present.map((row) => [row.actorId, row]));
  if (wanted.length === 0 && (!rules.evenNobody || rules.mode === "fill"))
    return { insert: [], update: [], remove: [] };
  if (rules.mode === "fill" && present.some((row) => !row.removed)) return { ...fillRoles(byActor, wanted) };

  const last = Math.max(0, ...present.map((row) => row.actorOrder ?? 0));
  const isNew = (member: WantedCast) => !byActor.has(member.actorId);
  const insert = wanted.filter(isNew).map(({ actorId, role, order }, index) => ({
    actorId,
    role,
    actorOrder: rules.orderLocked ? last + index + 1 : order,
  }));
  const update = wanted.flatMap((member) => {
    const row = byActor.get(member.actorId);
    if (row === undefined || row.removed) return [];
    const role = row.roleLocked || member.role === null ? row.role : member.role;
    const actorOrder = rules.orderLocked ? row.actorOrder : member.order;
    return role === row.role && actorOrder === row.actorOrder ? [] : [{ id: row.id, role, actorOrder }];
  });
  const named = new Set(wanted.map(({ actorId }) => actorId));
  const remove = present
    .filter((row) => !named.has(row.actorId) && !row.removed && !row.roleLocked)
    .map((row) => row.id);
  return { insert, update, remove };
}

function fillRoles(byActor: Map<number, CastRow>, wanted: WantedCast[]): CastPlan {
  const update = wanted.flatMap(({ actorId, role }) => {
    const row = byActor.get(actorId);
    if (row === undefined || row.removed || row.roleLocked || row.role !== null || role === null) return [];
    return [{ id: row.id, role, actorOrder: row.actorOrder }];
  });
  return { insert: [], update, remove: [] };
}

/** One entry per person, in order, several roles joined with " / ". */
function joinRoles(given: readonly WantedCast[]): WantedCast[] {
  const joined = new Map<number, WantedCast>();
  for (const member of given.toSorted((a, b) => a.order - b.order)) {
    const known = joined.get(member.actorId);
    if (known === undefined) joined.set(member.actorId, { ...member, order: joined.size + 1 });
    else if (member.role !== null && !known.role?.split(" / ").includes(member.role)) {
      known.role = known.role === null ? member.role : `${known.role} / ${member.role}`;
    }
  }
  return [...joined.values()];
}
