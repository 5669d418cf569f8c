import { inspectImage } from "#lib/artwork/inspect-image.ts";
import { compareLooks, lookAt } from "#lib/artwork/look.ts";
import { mayBeSame } from "#lib/artwork/near-duplicates.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { makeDuplicateSet, originalCount } from "./duplicate-set.ts";

/** A pair of the set: what is so, and what was said. */
type Pair = { kind: string; isSame: boolean; saidSame: boolean };
type Known = Awaited<ReturnType<typeof describe>>;

/** Tells which of 600 pictures made from 60 are the same, as choosing and the picker do: by hashes, then by pixels. */
export const duplicates: Bench = async () => {
  const pictures: Known[] = [];
  const inHand = new Set<Promise<unknown>>();
  for await (const picture of makeDuplicateSet()) {
    const work = describe(picture).then((known) => void pictures.push(known));
    inHand.add(work);
    void work.finally(() => inHand.delete(work));
    if (inHand.size >= 8) await Promise.race(inHand);
  }
  await Promise.all(inHand);
  const startedMs = performance.now();
  const pairs = await Promise.all(listPairs(pictures).map(judge));
  const elapsedMs = performance.now() - startedMs;
  const compared = pairs.filter(({ looked }) => looked).length;
  return {
    name: "duplicates",
    workload: `${pictures.length} pictures made from ${originalCount}: every pair of them, ${pairs.length}`,
    floor: "none: what is counted is right or wrong",
    rows: rowsOf(pairs),
    notes: [
      ...countByKind(pairs),
      `${compared} pairs are near by their hashes and were looked at, ${(elapsedMs / compared).toFixed(0)} ms each`,
    ],
  };
};

async function describe(picture: { original: number; kind: string; isCopy: boolean; bytes: Buffer }) {
  const { bytes, ...rest } = picture;
  const { perceptualHash, differenceHash, thumbnails } = await inspectImage({ bytes, name: rest.kind });
  const thumbnail = thumbnails.find(({ width }) => width === 300) ?? thumbnails[0];
  const look = await lookAt({ bytes: thumbnail?.bytes ?? bytes, name: rest.kind });
  return { ...rest, look, hashes: { perceptualHash, differenceHash } };
}

const listPairs = (pictures: readonly Known[]): [Known, Known][] =>
  pictures.flatMap((one, index) => pictures.slice(index + 1).map((other): [Known, Known] => [one, other]));

async function judge([one, other]: [Known, Known]): Promise<Pair & { looked: boolean }> {
  const isFamily = one.original === other.original;
  const isSame = isFamily && (one.isCopy ? other.isCopy : one.kind === other.kind);
  const looked = mayBeSame(one.hashes, other.hashes);
  const kind = isFamily ? kindOf(one, other) : "different pictures";
  return { kind, isSame, looked, saidSame: looked && (await compareLooks(one.look, other.look)) };
}

/** What was done to one of the two; two copies are named together. */
function kindOf(one: Known, other: Known): string {
  if (one.isCopy && other.isCopy) {
    const changed = [one, other].filter(({ kind }) => kind !== "original");
    return changed.length === 1 ? (changed[0]?.kind ?? "") : "two copies";
  }
  return [one, other].find(({ isCopy }) => !isCopy)?.kind ?? "";
}

function rowsOf(pairs: readonly Pair[]): BenchRow[] {
  const right = pairs.filter(({ isSame, saidSame }) => isSame && saidSame).length;
  const said = pairs.filter(({ saidSame }) => saidSame).length;
  const same = pairs.filter(({ isSame }) => isSame).length;
  const row = (metric: string, part: number, all: number, atLeast: number): BenchRow => ({
    metric: `${metric} (${part} of ${all})`,
    ours: part / all,
    floor: null,
    unit: "",
    ratio: part / all,
    target: { atLeast },
  });
  return [row("precision", right, said, 0.99), row("recall of true copies", right, same, 0.95)];
}

function countByKind(pairs: readonly Pair[]): string[] {
  return [...Map.groupBy(pairs, ({ kind, isSame }) => `${isSame ? "same" : "not the same"}: ${kind}`)]
    .toSorted()
    .map(
      ([name, some]) =>
        `${name}: ${some.filter(({ isSame, saidSame }) => isSame === saidSame).length} of ${some.length} right`,
    );
}
