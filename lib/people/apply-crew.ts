import { and, eq, inArray, or } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { crew, movieCrew } from "#db/schema/index.ts";
import type { ProviderCrewMember } from "#lib/providers/provider.ts";
import { upsertCrew } from "./upsert-people.ts";

/**
 * TMDB's words for the jobs that are kept. A large film has hundreds of people behind the camera; nobody looks for the
 * others here, and they would be most of the database.
 */
const keptJobs: readonly string[] = [
  "Director",
  "Co-Director",
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

type CrewRow = { crewId: number; job: string; department: string | null; sortOrder: number };

/**
 * Gives a film the crew a provider says. `heldJobs` are left as they are: those of a locked or kept list of names.
 * Writes only what differs. Returns true when anything was written. Said nobody: nothing changes.
 */
export async function applyCrew(
  tx: Tx,
  movieId: number,
  given: readonly ProviderCrewMember[],
  { heldJobs = [] }: { heldJobs?: readonly string[] } = {},
): Promise<boolean> {
  const members = given.filter(({ job }) => keptJobs.includes(job));
  if (members.length === 0) return false;
  const find = await upsertCrew(tx, members);
  const renamed = await renameCrew(tx, members, find);
  const wanted = new Map<string, CrewRow>();
  for (const [index, member] of members.entries()) {
    const { job, department } = member;
    const row = { crewId: find(member), job, department, sortOrder: index + 1 };
    if (!heldJobs.includes(job) && !wanted.has(keyOf(row))) wanted.set(keyOf(row), row);
  }
  const present = await tx
    .select({
      crewId: movieCrew.crewId,
      job: movieCrew.job,
      department: movieCrew.department,
      sortOrder: movieCrew.sortOrder,
    })
    .from(movieCrew)
    .where(eq(movieCrew.movieId, movieId));
  const known = new Map(present.map((row) => [keyOf(row), row]));
  const gone = present.filter((row) => !heldJobs.includes(row.job) && !wanted.has(keyOf(row)));
  const changed = [...wanted.values()].filter((row) => {
    const before = known.get(keyOf(row));
    return before === undefined || before.sortOrder !== row.sortOrder || before.department !== row.department;
  });
  await removeCrew(tx, movieId, gone);
  await bulkInsert(
    tx,
    movieCrew,
    changed.map((row) => ({ movieId, ...row })),
    { onConflict: { target: ["movieId", "crewId", "job"], update: ["department", "sortOrder"] } },
  );
  return renamed || gone.length + changed.length > 0;
}

const keyOf = ({ crewId, job }: { crewId: number; job: string }): string => `${crewId} ${job}`;

async function removeCrew(tx: Tx, movieId: number, gone: readonly { crewId: number; job: string }[]): Promise<void> {
  if (gone.length === 0) return;
  const each = gone.map(({ crewId, job }) => and(eq(movieCrew.crewId, crewId), eq(movieCrew.job, job)));
  await tx.delete(movieCrew).where(and(eq(movieCrew.movieId, movieId), or(...each)));
}

/** A person known by id takes the name the provider uses now, so that lists of names find their rows. */
async function renameCrew(
  tx: Tx,
  members: readonly ProviderCrewMember[],
  find: (member: ProviderCrewMember) => number,
): Promise<boolean> {
  const names = new Map(members.filter(({ tmdbId }) => tmdbId !== null).map((member) => [find(member), member.name]));
  const rows = await tx
    .select({ id: crew.id, name: crew.name })
    .from(crew)
    .where(inArray(crew.id, [...names.keys()]));
  const changed = rows.flatMap(({ id, name }) => {
    const now = names.get(id) ?? name;
    return now === name ? [] : [{ id, name: now }];
  });
  await bulkUpdate(tx, crew, changed);
  return changed.length > 0;
}
