import type { Tx } from "#db/client.ts";
import { together } from "#db/together.ts";
import { inChunks } from "#lib/chunks.ts";
import type { ChangeAuthor } from "#lib/editing/kind.ts";
import type { ProviderCastMember } from "#lib/providers/provider.ts";
import { type Namesakes, readNamesakes } from "./cast-namesakes.ts";
import { type CastOwner, castTables, type PresentCredit } from "./cast-tables.ts";
import { dropUnusedActors } from "./drop-unused.ts";
import { normalizeName } from "./normalize-name.ts";
import { type CastRules, planCast } from "./plan-cast.ts";
import { recordCasts } from "./record-casts.ts";
import { updateActors } from "./update-actors.ts";
import { upsertActors } from "./upsert-people.ts";

type Mode = Partial<Pick<CastRules, "mode" | "evenNobody">>;
/** `author`: who says so, for the history; absent where it has none. */
type Authored = Mode & { author?: ChangeAuthor | undefined };

/**
 * Gives a film the cast a provider says, under role_locked, actors_order_locked and removed. Writes only what differs,
 * in a handful of queries, together with other films of this transaction. Returns true when anything was written.
 */
export async function applyCast(
  tx: Tx,
  { id, actorsOrderLocked }: { id: number; actorsOrderLocked: boolean },
  cast: readonly ProviderCastMember[],
  { mode = "replace", evenNobody = false, author }: Authored = {},
): Promise<boolean> {
  const key = `cast of films ${mode} ${evenNobody}`;
  return together(tx, key, { ownerId: id, actorsOrderLocked, cast, author }, async (items) => {
    const changed = await applyCasts(tx, "movie", items, { mode, evenNobody });
    return items.map(({ ownerId }) => changed.has(ownerId));
  });
}

/** The same for the cast of a series: those who are in it throughout, not the guests of one episode. */
export async function applySeriesCast(
  tx: Tx,
  { id, actorsOrderLocked }: { id: number; actorsOrderLocked: boolean },
  cast: readonly ProviderCastMember[],
  { author, ...rules }: Authored = {},
): Promise<boolean> {
  return (await applyCasts(tx, "series", [{ ownerId: id, actorsOrderLocked, cast, author }], rules)).size > 0;
}

export type CastToApply = {
  ownerId: number;
  actorsOrderLocked: boolean;
  cast: readonly ProviderCastMember[];
  author?: ChangeAuthor | undefined;
};
type Member = ProviderCastMember & { actorId: number };

/** Gives any number of owners of one kind their casts. Returns the ids of those in which anything was written. */
export async function applyCasts(
  tx: Tx,
  owner: CastOwner,
  given: readonly CastToApply[],
  { mode = "replace", evenNobody = false }: Mode = {},
): Promise<Set<number>> {
  const items = given.filter(({ cast }) => evenNobody || cast.length > 0);
  const table = castTables[owner];
  const ownerIds = items.map(({ ownerId }) => ownerId);
  const present = await inChunks(ownerIds, (chunk) => table.read(tx, chunk));
  const wanted = await findMembers(tx, items, await readNamesakes(tx, present));
  const changed = new Set<number>();

  const before = Map.groupBy(present, ({ ownerId }) => ownerId);
  const moves = items.flatMap(({ ownerId }) => movesOf(before.get(ownerId) ?? [], wanted.get(ownerId) ?? []));
  const byOwner = Map.groupBy(await moveCredits(tx, owner, present, moves), ({ ownerId }) => ownerId);

  const plans = items.map(({ ownerId, actorsOrderLocked }) => ({
    ownerId,
    ...planCast(byOwner.get(ownerId) ?? [], wanted.get(ownerId) ?? [], {
      orderLocked: actorsOrderLocked,
      mode,
      evenNobody,
    }),
  }));
  const all = <T>(pick: (plan: (typeof plans)[number]) => readonly T[]) =>
    plans.flatMap((plan) => pick(plan).map((row) => ({ ownerId: plan.ownerId, ...row })));
  const removed = all(({ remove }) => remove.map((id) => ({ id })));
  await inChunks(removed, (chunk) => table.remove(tx, chunk).then(() => []));
  const updated = all(({ update }) => update);
  await table.update(tx, updated);
  const inserted = all(({ insert }) => insert);
  await table.insert(tx, inserted);

  for (const { ownerId } of [...moves, ...removed, ...updated, ...inserted]) changed.add(ownerId);
  // A cast whose gaps were filled is still what it was: as a whole it comes from where it came from before.
  const isFilled = ({ ownerId }: CastToApply) =>
    mode === "fill" && (before.get(ownerId) ?? []).some(({ removed }) => !removed);
  const written = items.flatMap(({ author, ...item }) =>
    author && changed.has(item.ownerId) && !isFilled(item)
      ? [{ ...item, before: before.get(item.ownerId) ?? [], author }]
      : [],
  );
  const renewed = await updateActors(tx, [...wanted.values()].flat());
  for (const [ownerId, members] of wanted) {
    if (members.some(({ actorId }) => renewed.has(actorId))) changed.add(ownerId);
  }
  // After the names: the history tells people by those they have now.
  if (owner !== "episode" && written.length > 0) await recordCasts(tx, owner, written);
  return changed;
}

/** The rows of the people a provider names: first among those in that cast, then among all, else made. */
async function findMembers(
  tx: Tx,
  items: readonly CastToApply[],
  namesakes: Namesakes,
): Promise<Map<number, Member[]>> {
  const asked = items.map(({ ownerId, cast }) => ({ ownerId, cast, inCast: namesakes.finder(ownerId, cast) }));
  const strangers = asked.flatMap(({ cast, inCast }) => cast.filter((member) => inCast(member) === undefined));
  const find = await upsertActors(tx, strangers);
  return new Map(
    asked.map(({ ownerId, cast, inCast }) => [
      ownerId,
      cast.map((member) => ({ ...member, actorId: inCast(member) ?? find(member) })),
    ]),
  );
}

type Move = { ownerId: number; id: number; actorId: number; from: number };

/**
 * An NFO knows people by name alone. Where the provider now names the same person, and that one has a row with an id
 * already, this cast's credit moves over to it.
 */
function movesOf(present: readonly PresentCredit[], members: readonly Member[]): Move[] {
  const taken = new Set(present.map(({ actorId }) => actorId));
  const byName = new Map(
    members.filter(({ tmdbId }) => tmdbId !== null).map((member) => [normalizeName(member.name), member.actorId]),
  );
  return present.flatMap(({ ownerId, id, actorId: from, nameNormalized, tmdbId }) => {
    const actorId = byName.get(nameNormalized);
    return tmdbId !== null || actorId === undefined || taken.has(actorId) ? [] : [{ ownerId, id, actorId, from }];
  });
}

/** Returns the credits as they are afterwards. A row that nobody uses any more goes. */
async function moveCredits(
  tx: Tx,
  owner: CastOwner,
  present: readonly PresentCredit[],
  moves: readonly Move[],
): Promise<readonly PresentCredit[]> {
  if (moves.length === 0) return present;
  await castTables[owner].move(tx, moves);
  await dropUnusedActors(
    tx,
    moves.map(({ from }) => from),
  );
  const movedTo = new Map(moves.map(({ ownerId, from, actorId }) => [`${ownerId} ${from}`, actorId]));
  return present.map((row) => {
    const actorId = movedTo.get(`${row.ownerId} ${row.actorId}`) ?? row.actorId;
    return { ...row, actorId, id: row.id === row.actorId && owner === "episode" ? actorId : row.id };
  });
}
