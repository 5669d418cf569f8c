import type { Db } from "#db/client.ts";
import { readFileInside } from "#lib/files/safe-path.ts";
import { adoptableKinds } from "./adoptable.ts";
import { diffLines } from "./diff.ts";
import { rootOf } from "./facts.ts";
import { listOutsideChanges, needsPerson, type OutsideChange, readOutsideNfos } from "./outside-nfo.ts";
import { type Prepared, preparePublish } from "./prepare.ts";
import { getUnit } from "./publish.ts";
import { type UnitParts, unitPartsOf } from "./unit-parts.ts";
import { type DiffLine, kindOfNfo, type PublishKind, type PublishPlan, type UnitRef } from "./vocabulary.ts";

/** What an NFO says now and would say. */
export type NfoDifference = { path: string; diff: DiffLine[] };

/** A file that was changed outside, about which a person has to decide. */
export type ToDecide =
  | { kind: "nfo"; path: string; reason: string; isReadable: boolean; changes: OutsideChange[] }
  /** `mayTake`: the picture can become the chosen one. `ourHash` is of the picture that Metarr would put there. */
  | {
      kind: "picture";
      path: string;
      reason: string;
      mayTake: boolean;
      type: string;
      publishKind: PublishKind;
      ourHash: string | null;
    };

/** A plan as its page shows it. */
export type PlannedUnit = {
  plan: PublishPlan;
  /** At most `maxDifferences` of the NFO files that change. */
  nfos: NfoDifference[];
  toDecide: ToDecide[];
  parts: UnitParts;
};

/** A series has thousands of NFO files; nobody reads the differences of more. */
const maxDifferences = 20;

/** The plan of one film or series for its page. Nothing is written. */
export async function planUnit(db: Db, params: UnitRef & { signal?: AbortSignal | undefined }): Promise<PlannedUnit> {
  const prepared = await preparePublish(await getUnit(db, params), params);
  const { facts, plan, wanted } = prepared;
  const nfos = await listDifferences(prepared);
  const toDecide: ToDecide[] = [];
  for (const outside of await readOutsideNfos(facts, { plan, signal: params.signal })) {
    const changes = await listOutsideChanges(db, { facts, outside });
    if (!needsPerson({ facts, outside, changes })) continue;
    const reason = plan.conflicts.find(({ path }) => path === outside.path)?.reason ?? "";
    toDecide.push({ kind: "nfo", path: outside.path, reason, isReadable: outside.read !== undefined, changes });
  }
  const adoptable = adoptableKinds(facts);
  for (const { kind, path, reason, resolution } of plan.conflicts) {
    if (kind === kindOfNfo || resolution !== "ask") continue;
    const found = adoptable.get(kind);
    const ourHash = wanted.files.find((file) => file.path === path)?.hash ?? null;
    const picture = { mayTake: found !== undefined, type: found?.type ?? kind, publishKind: kind, ourHash };
    toDecide.push({ kind: "picture", path, reason, ...picture });
  }
  return { plan, nfos, toDecide, parts: unitPartsOf(prepared) };
}

/** A larger NFO is shown as new: nobody reads a megabyte of differences. */
const maxShownBytes = 1024 * 1024;

async function listDifferences({ facts, wanted, found, plan }: Prepared): Promise<NfoDifference[]> {
  const changing = new Set([...plan.write, ...plan.conflicts].map(({ path }) => path));
  const nfos = wanted.nfos.length === 1 ? wanted.nfos : wanted.nfos.filter(({ path }) => changing.has(path));
  const files = new Map(found.map((file) => [file.path, file]));
  return Promise.all(
    nfos.slice(0, maxDifferences).map(async ({ path, text }) => {
      const file = files.get(path);
      const isShown = file && file.hash !== null && file.sizeBytes <= maxShownBytes;
      const bytes = isShown ? await readFileInside({ root: rootOf(facts, path), path, maxBytes: maxShownBytes }) : [];
      return { path, diff: diffLines(new TextDecoder().decode(Uint8Array.from(bytes)), text) };
    }),
  );
}
