import type { Db } from "#db/client.ts";
import { type IgnoreRule, systemIgnoreRules } from "#lib/files/ignore-rules.ts";

/** Loads what a library passes over: the rules a scan of it keeps to. */
export type LoadIgnoreRules = (db: Db, libraryId: number) => Promise<readonly IgnoreRule[]>;

const systemRules: LoadIgnoreRules = async () => systemIgnoreRules;

/** The rules of libraries, each asked for once. Without `load` they are the system's. */
export function ignoreRulesOf(db: Db, load: LoadIgnoreRules = systemRules) {
  const known = new Map<number, Promise<readonly IgnoreRule[]>>();
  return (libraryId: number): Promise<readonly IgnoreRule[]> => {
    const rules = known.get(libraryId) ?? load(db, libraryId);
    known.set(libraryId, rules);
    return rules;
  };
}
