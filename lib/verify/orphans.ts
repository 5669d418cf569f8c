import type { Db } from "#db/client.ts";
import type { GuardedRoot } from "#lib/libraries/scan-guard.ts";
import { behind, noteReadable, noteUnreadable, type Stage, type VerifyContext } from "./context.ts";
import { lookAtFile } from "./look-at-file.ts";
import { type Folders, folderOf, hasMediaBeside } from "./media-beside.ts";
import { listFoldersInUse } from "./present-beside.ts";
import { type RecordOwner, readOwners } from "./record-owners.ts";
import { type FileRecord, listRecords, listRecordsAt, type RecordTable } from "./records.ts";
import { rootOf } from "./roots.ts";

const pageSize = 500;

/** Goes through everything that was written into libraries, and picks out what lies in this one and is nobody's any more. */
export const checkOrphans =
  (table: RecordTable): Stage =>
  async (context, cursor) => {
    let at = cursor;
    for (;;) {
      const page = await listRecords(context.db, table, { afterId: at.afterId, limit: pageSize });
      const last = page.at(-1);
      if (!last) return null;
      const suspects = await listSuspects(context.db, { records: page, roots: context.roots });
      for (const suspect of suspects) {
        if (context.budget.isSpent()) return behind(suspect.record.id - 1);
        await checkSuspect(context, suspect);
      }
      at = behind(last.id);
      context.budget.spend({ pages: 1 });
      if (context.budget.isSpent()) return at;
    }
  };

export type Suspect = { record: FileRecord; owner: RecordOwner };

/** Of these records those of this library whose owner is gone, and beside which no video lies that could be theirs. */
export async function listSuspects(
  db: Db,
  { records, roots }: { records: readonly FileRecord[]; roots: readonly Pick<GuardedRoot, "path">[] },
): Promise<Suspect[]> {
  const folders: Folders = new Map();
  const own = records.flatMap((record) => {
    const root = rootOf(roots, record.path);
    return root === undefined ? [] : [{ record, root }];
  });
  const ownerOf = await readOwners(db, records);
  const suspects: Suspect[] = [];
  for (const { record, root } of own) {
    const owner = ownerOf(record);
    if (owner.state === "there") continue;
    // What is of people and sets lies beside films; a folder of a set's own is looked after with its films.
    if (owner.state === "shared" && !record.path.includes("/.actors/")) continue;
    if (await hasMediaBeside(folders, { path: record.path, root, ownVideo: owner.filePath })) continue;
    suspects.push({ record, owner });
  }
  return withoutShared(db, await withoutPeople(db, suspects));
}

/** A portrait belongs to whatever film or series lies in its folder, also to one whose videos cannot be told by their names. */
async function withoutPeople(db: Db, suspects: Suspect[]): Promise<Suspect[]> {
  const shared = suspects.filter(({ owner }) => owner.state === "shared");
  const used = await listFoldersInUse(
    db,
    shared.map(({ record }) => folderOf(record.path)),
  );
  return suspects.filter(({ record, owner }) => owner.state !== "shared" || !used.has(folderOf(record.path)));
}

/** A file of several episodes belongs to each of them: as long as one is there, it is no orphan. */
async function withoutShared(db: Db, suspects: Suspect[]): Promise<Suspect[]> {
  if (suspects.length === 0) return suspects;
  const all = await listRecordsAt(db, [...new Set(suspects.map(({ record }) => record.path))]);
  const ownerOf = await readOwners(db, all);
  const used = new Set(all.filter((record) => ownerOf(record).state === "there").map(({ path }) => path));
  return suspects.filter(({ record }) => !used.has(record.path));
}

async function checkSuspect(context: VerifyContext, { record, owner }: Suspect): Promise<void> {
  const { budget, found, signal } = context;
  const { path } = record;
  const of = { path, entityType: owner.unit?.entityType ?? null, entityId: owner.unit?.entityId ?? null };
  const { state, bytes } = await lookAtFile(record, signal);
  budget.spend({ files: 1, bytes });
  if (typeof state === "object") {
    noteUnreadable(context, { what: "files", path, problem: state.problem });
    found.push({ kind: "file.unreadable", ...of, detail: state.problem });
    return;
  }
  noteReadable(context, { what: "files", path });
  if (state === "good" || state === "damaged") {
    found.push({ kind: "file.orphan", ...of, detail: whyOrphan[owner.state] });
  } else if (owner.state === "shared" && state !== "busy") {
    // Of what was removed, restoring wants to know what was published: only what never comes back is forgotten.
    const detail =
      state === "changed"
        ? "Metarr wrote it for a film that is gone, and somebody changed it since. The file stays."
        : "Metarr remembers a file that is not there, of a film or series that is gone.";
    found.push({ kind: "row", ...of, detail });
  }
}

const whyOrphan = {
  there: "",
  gone: "Its film or episode was removed, or has been missing for long.",
  shared: "No film or series lies beside it any more.",
} as const satisfies Record<RecordOwner["state"], string>;
