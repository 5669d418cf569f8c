import { inArray } from "drizzle-orm";
import { bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { crew } from "#db/schema/index.ts";
import { together } from "#db/together.ts";
import { inChunks } from "#lib/chunks.ts";
import type { ProviderCrewMember } from "#lib/providers/provider.ts";
import type { CastOwner } from "./cast-tables.ts";
import { readCrewApart } from "./crew-namesakes.ts";
import { type CrewCredit, crewTables } from "./crew-tables.ts";
import type { CastRules } from "./plan-cast.ts";
import { recordNames } from "./record-names.ts";
import { holdTypedNames } from "./typed-names.ts";
import { type PersonLookup, upsertCrew } from "./upsert-people.ts";

/**
 * TMDB's words for the jobs that are kept. A large film has hundreds of people behind the camera; nobody looks for the
 * others here, and they would be most of the database.
 */
const keptJobs: readonly string[] = [
  "Director",
  "Co-Director",
  "Creator",
  "Writer",
  "Screenplay",
  "Story",
  "Teleplay",
  "Novel",
  "Characters",
  "Book",
  "Comic Book",
  "Author",
  "Original Story",
  "Producer",
  "Executive Producer",
  "Original Music Composer",
  "Music",
  "Director of Photography",
  "Editor",
  "Production Design",
  "Costume Design",
  "Casting",
];

type Held = {
  heldJobs?: readonly string[];
  /** `fill`: who is there stays as they are, and only an empty crew is filled. */
  mode?: CastRules["mode"];
  /** True: nobody is a crew too. The one there is belongs to another title. */
  evenNobody?: boolean;
};

/**
 * Gives a film the crew a provider says. `heldJobs` are left as they are: those of a locked or kept list of names.
 * Writes only what differs, together with other films of this transaction. Returns true when anything was written. Said
 * nobody: nothing changes.
 */
export async function applyCrew(
  tx: Tx,
  movieId: number,
  crew: readonly ProviderCrewMember[],
  { heldJobs = [], ...rules }: Held = {},
): Promise<boolean> {
  const { mode = "replace", evenNobody = false } = rules;
  const key = `crew of films ${mode} ${evenNobody}`;
  return together(tx, key, { ownerId: movieId, crew, heldJobs }, async (items) => {
    const changed = await applyCrews(tx, "movie", items, rules);
    return items.map(({ ownerId }) => changed.has(ownerId));
  });
}

/** The same for a series: who made it as a whole. */
export async function applySeriesCrew(
  tx: Tx,
  { id }: { id: number },
  crew: readonly ProviderCrewMember[],
  { heldJobs = [], ...rules }: Held = {},
): Promise<boolean> {
  return (await applyCrews(tx, "series", [{ ownerId: id, crew, heldJobs }], rules)).size > 0;
}

export type CrewToApply = { ownerId: number; crew: readonly ProviderCrewMember[]; heldJobs: readonly string[] };

/** Gives any number of owners of one kind their crews. Returns the ids of those in which anything was written. */
export async function applyCrews(
  tx: Tx,
  owner: CastOwner,
  given: readonly CrewToApply[],
  { mode = "replace", evenNobody = false }: Omit<Held, "heldJobs"> = {},
): Promise<Set<number>> {
  const items = given
    .map((item) => ({ ...item, crew: item.crew.filter(({ job }) => keptJobs.includes(job)) }))
    .filter(({ crew: members }) => members.length > 0 || (evenNobody && mode === "replace"));
  const everybody = items.flatMap(({ crew: members }) => members);
  if (items.length === 0) return new Set();
  const table = crewTables[owner];
  const find = await upsertCrew(tx, everybody);
  const ownerIds = items.map(({ ownerId }) => ownerId);
  const [renamed, present] = await Promise.all([
    renameCrew(tx, everybody, find),
    inChunks(ownerIds, (chunk) => table.read(tx, chunk)),
  ]);
  const byOwner = Map.groupBy(present, ({ ownerId }) => ownerId);
  const open = items.filter(({ ownerId }) => mode === "replace" || !byOwner.has(ownerId));
  const apart = await readCrewApart(tx, present);
  const plans = open.map((item) => {
    const standIn = apart(item.ownerId, item.crew);
    return planCrew(item, byOwner.get(item.ownerId) ?? [], (member) => standIn(member) ?? find(member));
  });
  const gone = plans.flatMap((plan) => plan.gone);
  const saved = plans.flatMap((plan) => plan.saved);
  await table.remove(tx, gone);
  await table.save(tx, saved);
  const changed = new Set([...gone, ...saved].map(({ ownerId }) => ownerId));
  for (const { ownerId, crew: members } of items) {
    if (members.some((member) => renamed.has(find(member)))) changed.add(ownerId);
  }
  return changed;
}

function planCrew(
  { ownerId, crew: members, heldJobs }: CrewToApply,
  present: readonly CrewCredit[],
  find: (member: ProviderCrewMember) => number,
): { gone: CrewCredit[]; saved: CrewCredit[] } {
  const wanted = new Map<string, CrewCredit>();
  for (const [index, member] of members.entries()) {
    const { job, department } = member;
    const row = { ownerId, crewId: find(member), job, department, sortOrder: index + 1 };
    if (!heldJobs.includes(job) && !wanted.has(keyOf(row))) wanted.set(keyOf(row), row);
  }
  const known = new Map(present.map((row) => [keyOf(row), row]));
  const gone = present.filter((row) => !heldJobs.includes(row.job) && !wanted.has(keyOf(row)));
  const saved = [...wanted.values()].filter((row) => {
    const before = known.get(keyOf(row));
    return before === undefined || before.sortOrder !== row.sortOrder || before.department !== row.department;
  });
  return { gone, saved };
}

const keyOf = ({ crewId, job }: { crewId: number; job: string }): string => `${crewId} ${job}`;

/**
 * A person known by id takes the name the provider uses now, so that lists of names find their rows, unless somebody typed
 * theirs. An id that leads to them by a merge has another name, which does not count. Returns the ids of those who changed.
 */
async function renameCrew(tx: Tx, members: readonly ProviderCrewMember[], find: PersonLookup): Promise<Set<number>> {
  const named = members.filter(({ tmdbId }) => tmdbId !== null);
  const names = new Map(named.map(({ tmdbId, name }) => [tmdbId, name]));
  const rows = await inChunks([...new Set(named.map(find))], (chunk) =>
    tx.select({ id: crew.id, tmdbId: crew.tmdbId, name: crew.name }).from(crew).where(inArray(crew.id, chunk)),
  );
  const differing = rows.flatMap(({ id, tmdbId, name }) => {
    const now = names.get(tmdbId) ?? name;
    return now === name ? [] : [{ id, before: name, name: now }];
  });
  const typed = await holdTypedNames(tx, differing);
  const changed = differing.filter(({ id }) => !typed.has(id));
  await bulkUpdate(
    tx,
    crew,
    changed.map(({ id, name }) => ({ id, name })),
  );
  await recordNames(tx, "crew", changed);
  return new Set(changed.map(({ id }) => id));
}
