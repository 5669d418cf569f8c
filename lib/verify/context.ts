import type { Db } from "#db/client.ts";
import { AppError } from "#lib/errors.ts";
import type { Library } from "#lib/libraries/libraries.ts";
import type { GuardedRoot } from "#lib/libraries/scan-guard.ts";
import type { Unit } from "#lib/publish/prepare.ts";
import type { UnitRef } from "#lib/publish/vocabulary.ts";
import type { Budget } from "./budget.ts";
import type { Found } from "./vocabulary.ts";

/** What every check is told. */
export type VerifyContext = {
  db: Db;
  library: Library;
  roots: readonly GuardedRoot[];
  /** Only this one. Undefined: all of the library. */
  unit: UnitRef | undefined;
  budget: Budget;
  signal: AbortSignal | undefined;
  /** What is not as it should be. */
  found: Found[];
  /** Items that could not be looked at: what was found of them before still stands. */
  unseen: UnitRef[];
  /** Files of the cache that are in order. */
  goodCache: string[];
  /** What was found of films and series as they were loaded: somebody may have changed them since. */
  doubtful: { unit: Unit; findings: Found[] }[];
  /** Files and folders that could be looked at. */
  readable: string[];
  /** Those that could not, one after the other: a folder may be listed of which no file can be read. */
  unreadable: Record<Looked, number>;
};

type Looked = "folders" | "files" | "cache";

/** What a check begins with. */
export const emptyReport = (): Pick<
  VerifyContext,
  "found" | "unseen" | "goodCache" | "doubtful" | "readable" | "unreadable"
> => ({
  ...{ found: [], unseen: [], goodCache: [], doubtful: [], readable: [] },
  unreadable: { folders: 0, files: 0, cache: 0 },
});

/** So many in a row that cannot be read are no trouble of one file. */
const mostUnreadable = 20;

/** Throws when one after the other could not be read: that is one trouble of the disk, and told once (R9). */
export function noteUnreadable(
  context: VerifyContext,
  { what, path, problem }: { what: Looked; path: string; problem: string },
): void {
  context.unreadable[what] += 1;
  if (context.unreadable[what] >= mostUnreadable) throw new AppError("disk", problem, { details: { path } });
}

/** One that can be looked at ends a row of those that cannot. */
export function noteReadable(context: VerifyContext, { what, path }: { what: Looked; path: string }): void {
  context.unreadable[what] = 0;
  context.readable.push(path);
}

/** Where a stage goes on: after this id, and so many parts into the one behind it. */
export type Cursor = { afterId: number; offset: number };

/** Looks at things until the budget is spent. Returns where to go on; null when the stage is over. */
export type Stage = (context: VerifyContext, cursor: Cursor) => Promise<Cursor | null>;

/** Ends a stage, or goes on behind the last row of a full page. */
export const behind = (afterId: number): Cursor => ({ afterId, offset: 0 });
