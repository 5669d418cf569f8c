import { type SQL, sql } from "drizzle-orm";
import { fieldChanges, type itemEvents } from "#db/schema/index.ts";
import { artworkTypes } from "#lib/artwork/vocabulary.ts";
import type { TimelinePart } from "./vocabulary.ts";

type EventKind = (typeof itemEvents.$inferSelect)["kind"];

/** Fields that are not values of an item, by the part of the timeline that tells of them. */
const fieldsOf: Partial<Record<TimelinePart, readonly string[]>> = {
  match: ["tmdbId", "tvdbId", "imdbId", "tvmazeId"],
  artwork: [...artworkTypes, "trailer"],
  scan: ["*", "filePath", "directoryPath"],
};

/** Which part tells of which kind of event. */
export const eventKindsOf: Readonly<Record<TimelinePart, readonly EventKind[]>> = {
  changes: [],
  match: ["match", "order"],
  artwork: ["artwork"],
  scan: ["scan", "remove", "restore"],
  publish: ["publish"],
};

/** The part of the timeline that a change belongs to, as SQL. */
export function partOfField(): SQL<TimelinePart> {
  const cases = Object.entries(fieldsOf).map(([part, fields]) => {
    const names = sql.join(
      fields.map((field) => sql`${field}`),
      sql`, `,
    );
    return sql`when ${fieldChanges.field} in (${names}) then ${part}`;
  });
  // Ids and portraits of people are facts like the others.
  const ofPeople = sql`when ${fieldChanges.entityType} in ('actor', 'crew') then 'changes'`;
  return sql<TimelinePart>`case ${sql.join([ofPeople, ...cases], sql` `)} else 'changes' end`;
}
