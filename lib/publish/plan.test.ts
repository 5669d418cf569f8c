import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PlanInput, type PresentFile, planPublish, type RecordedFile, type WantedFile } from "./plan.ts";
import { isPlanEmpty, type PublishPlan } from "./vocabulary.ts";

const folder = "/m/Heat (1995)";
const wanted = (kind: string, hash: string, name = `Heat-${kind}.jpg`): WantedFile => ({
  path: `${folder}/${name}`,
  kind,
  rank: 1,
  hash,
  sizeBytes: 1,
  cacheFileId: 1,
});
const nfo = (hash: string, name = "Heat.nfo"): WantedFile => ({ ...wanted("nfo", hash, name), cacheFileId: null });
const present = (name: string, hash: string | null): PresentFile => ({ path: `${folder}/${name}`, hash, sizeBytes: 1 });
const ours = (kind: string, hash: string, name = `Heat-${kind}.jpg`): RecordedFile => ({
  path: `${folder}/${name}`,
  kind,
  hash,
  isOurs: true,
  isPublished: true,
});
const read = (hash: string): RecordedFile => ({ ...ours("nfo", hash, "Heat.nfo"), isOurs: false, isPublished: false });
const adopted = (kind: string, hash: string): RecordedFile => ({ ...ours(kind, hash), isOurs: false });

function plan(input: Partial<PlanInput>): PublishPlan {
  return planPublish({ wanted: [], present: [], records: [], pending: new Set(), nfoPolicy: "import", ...input });
}

/** The plan in a few words: what happens to which name. */
function brief(result: PublishPlan): string[] {
  const name = (path: string) => path.slice(folder.length + 1);
  return [
    ...result.recycle.map((step) => `recycle ${name(step.path)}`),
    ...result.rename.map((step) => `rename ${name(step.from)} ${name(step.path)}`),
    ...result.write.map((step) => `write ${name(step.path)}`),
    ...result.keep.map((step) => `${step.adopt ? "adopt" : "keep"} ${name(step.path)}`),
    ...result.conflicts.map((step) => `conflict ${name(step.path)}`),
    ...result.forget.map((step) => `forget ${name(step.path)}`),
  ];
}

describe("plan", () => {
  test("writes what is not there", () => {
    expect(brief(plan({ wanted: [nfo("n"), wanted("poster", "p")] }))).toEqual([
      "write Heat.nfo",
      "write Heat-poster.jpg",
    ]);
  });

  test("never takes the place of the video, whatever a trailer is called", () => {
    const trailer = { ...wanted("trailer", "t", "Heat.mp4"), path: `${folder}/Heat.mp4` };
    for (const video of ["Heat.mkv", "Heat.mp4"]) {
      const result = plan({
        wanted: [trailer],
        present: [present(video, "v")],
        media: new Set([`${folder}/${video}`]),
      });
      expect(brief(result)).toEqual([]);
      expect(result.problems).toMatchObject([{ path: trailer.path }]);
    }
  });

  test("knows a picture of its cache that has no record, as after a stop", () => {
    const result = plan({
      wanted: [wanted("poster", "new")],
      present: [present("Heat-poster.jpg", "cached")],
      records: [ours("poster", "old")],
      cachedHashes: new Set(["cached"]),
      artworkPolicy: "adopt",
      adoptable: new Map([["poster", { isLocked: false }]]),
    });
    expect(brief(result)).toEqual(["write Heat-poster.jpg"]);
  });

  test("asks about a picture of its cache that somebody put back by hand", () => {
    const result = plan({
      wanted: [wanted("poster", "new")],
      present: [present("Heat-poster.jpg", "cached")],
      records: [ours("poster", "new")],
      cachedHashes: new Set(["cached", "new"]),
      artworkPolicy: "ask",
      adoptable: new Map([["poster", { isLocked: false }]]),
    });
    expect(brief(result)).toEqual(["conflict Heat-poster.jpg"]);
  });

  test("does not rename a file into another folder of the library", () => {
    const result = plan({
      wanted: [{ ...wanted("poster", "p"), path: "/other/Heat-poster.jpg" }],
      present: [present("Heat-poster.jpg", "p")],
      records: [ours("poster", "p")],
      rootOf: (path) => (path.startsWith("/other/") ? "/other" : "/m"),
    });
    expect(result.rename).toEqual([]);
    expect(result.write).toHaveLength(1);
    expect(result.recycle).toMatchObject([{ isOurs: true }]);
  });

  test("keeps what is published and unchanged", () => {
    const result = plan({
      wanted: [wanted("poster", "p")],
      present: [present("Heat-poster.jpg", "p")],
      records: [ours("poster", "p")],
    });
    expect(brief(result)).toEqual(["keep Heat-poster.jpg"]);
    expect(isPlanEmpty(result)).toBe(true);
  });

  test("replaces its own old file without the recycle bin", () => {
    const result = plan({
      wanted: [wanted("poster", "p2")],
      present: [present("Heat-poster.jpg", "p1")],
      records: [ours("poster", "p1")],
    });
    expect(brief(result)).toEqual(["write Heat-poster.jpg"]);
  });

  test("recycles what somebody else wrote before it takes the name", () => {
    const result = plan({ wanted: [wanted("poster", "p")], present: [present("Heat-poster.jpg", "other")] });
    expect(brief(result)).toEqual(["recycle Heat-poster.jpg", "write Heat-poster.jpg"]);
    expect(result.recycle[0]?.reason).toBe("Metarr did not write it");
  });

  test("R11: writes nothing where a link or a folder has the name", () => {
    const result = plan({ wanted: [wanted("poster", "p")], present: [present("Heat-poster.jpg", null)] });
    expect(brief(result)).toEqual([]);
    expect(result.problems).toMatchObject([{ path: `${folder}/Heat-poster.jpg` }]);
  });

  test("takes over a file that already has the right content", () => {
    const result = plan({ wanted: [wanted("poster", "p")], present: [present("Heat-poster.jpg", "p")] });
    expect(brief(result)).toEqual(["adopt Heat-poster.jpg"]);
    expect(isPlanEmpty(result)).toBe(true);
  });

  test("a file it took over still goes to the recycle bin before it is replaced, and stays when it is not wanted", () => {
    const there = { present: [present("Heat-poster.jpg", "p")], records: [adopted("poster", "p")] };
    expect(brief(plan({ ...there, wanted: [wanted("poster", "p")] }))).toEqual(["keep Heat-poster.jpg"]);
    expect(brief(plan({ ...there, wanted: [wanted("poster", "p2")] }))).toEqual([
      "recycle Heat-poster.jpg",
      "write Heat-poster.jpg",
    ]);
    expect(brief(plan(there))).toEqual(["forget Heat-poster.jpg"]);
  });

  test("recycles a picture of the same name with another extension", () => {
    const result = plan({
      wanted: [wanted("poster", "p")],
      present: [present("Heat-poster.png", "x"), present("Heat-poster.txt", "y"), present("poster.jpg", "z")],
    });
    expect(brief(result)).toEqual(["recycle Heat-poster.png", "write Heat-poster.jpg"]);
  });

  test("renames the artwork of an upgraded film and recycles its old NFO", () => {
    const result = plan({
      wanted: [nfo("n2", "Heat.2160p.nfo"), wanted("poster", "p", "Heat.2160p-poster.jpg")],
      present: [present("Heat.nfo", "n"), present("Heat-poster.jpg", "p")],
      records: [ours("nfo", "n", "Heat.nfo"), ours("poster", "p")],
    });
    expect(brief(result)).toEqual([
      "recycle Heat.nfo",
      "rename Heat-poster.jpg Heat.2160p-poster.jpg",
      "write Heat.2160p.nfo",
    ]);
  });

  test("forgets what went with the old file, and writes it again from the cache", () => {
    const result = plan({
      wanted: [wanted("poster", "p", "Heat.2160p-poster.jpg")],
      records: [ours("poster", "p")],
    });
    expect(brief(result)).toEqual(["write Heat.2160p-poster.jpg", "forget Heat-poster.jpg"]);
  });

  test("recycles its own picture that is no longer chosen", () => {
    const result = plan({ present: [present("Heat-banner.jpg", "b")], records: [ours("banner", "b")] });
    expect(brief(result)).toEqual(["recycle Heat-banner.jpg"]);
  });

  test("leaves a published picture while its successor is being downloaded", () => {
    const result = plan({
      present: [present("Heat-poster.jpg", "p")],
      records: [ours("poster", "p")],
      pending: new Set(["poster"]),
    });
    expect(brief(result)).toEqual(["keep Heat-poster.jpg"]);
  });

  test("does not recycle a picture of ours that somebody changed and nobody wants", () => {
    const result = plan({ present: [present("Heat-banner.jpg", "theirs")], records: [ours("banner", "b")] });
    expect(brief(result)).toEqual(["forget Heat-banner.jpg"]);
  });
});

describe("an NFO that was changed outside", () => {
  const changed = {
    wanted: [nfo("n2")],
    present: [present("Heat.nfo", "edited")],
    records: [ours("nfo", "n1", "Heat.nfo")],
  };

  test.each(["import", "ask"] as const)("is left alone under %s", (nfoPolicy) => {
    const result = plan({ ...changed, nfoPolicy });
    expect(brief(result)).toEqual(["conflict Heat.nfo"]);
    expect(result.conflicts[0]?.resolution).toBe(nfoPolicy);
  });

  test("goes to the recycle bin under overwrite", () => {
    expect(brief(plan({ ...changed, nfoPolicy: "overwrite" }))).toEqual(["recycle Heat.nfo", "write Heat.nfo"]);
  });

  test("is left alone under its old name too", () => {
    const result = plan({ ...changed, wanted: [nfo("n2", "Heat.2160p.nfo")] });
    expect(brief(result)).toEqual(["write Heat.2160p.nfo", "conflict Heat.nfo"]);
  });

  test("and that Metarr has read as it is goes to the recycle bin", () => {
    expect(brief(plan({ ...changed, records: [read("edited")] }))).toEqual(["recycle Heat.nfo", "write Heat.nfo"]);
  });

  test("after it was read is read again first", () => {
    expect(brief(plan({ ...changed, records: [read("older")] }))).toEqual(["conflict Heat.nfo"]);
  });
});

/** Applies a plan to a model of the disk, as apply.ts does to the real one. */
function apply(result: PublishPlan, state: { present: PresentFile[]; records: RecordedFile[] }) {
  const disk = new Map(state.present.map((file) => [file.path, file]));
  const records = new Map(state.records.map((record) => [record.path, record]));
  const recycled: PresentFile[] = [];
  for (const step of result.recycle) {
    const file = disk.get(step.path);
    if (file) recycled.push(file);
    disk.delete(step.path);
    records.delete(step.path);
  }
  const put = (step: { path: string; kind: string; hash: string; sizeBytes: number }, isOurs = true) => {
    const { path, kind, hash, sizeBytes } = step;
    disk.set(path, { path, hash, sizeBytes });
    records.set(path, { path, kind, hash, isOurs, isPublished: true });
  };
  for (const step of result.rename) {
    disk.delete(step.from);
    records.delete(step.from);
    put(step);
  }
  for (const step of result.write) put(step);
  for (const step of result.keep) if (step.adopt && step.hash !== null) put({ ...step, hash: step.hash }, false);
  for (const step of result.forget) records.delete(step.path);
  return { present: [...disk.values()], records: [...records.values()], recycled };
}

describe("any plan", () => {
  const names = ["Heat-poster.jpg", "Heat-poster.png", "Heat.2160p-poster.jpg", "Heat.nfo", "Heat.2160p.nfo"];
  const kindOf = (name: string) => (name.endsWith(".nfo") ? "nfo" : "poster");
  const hash = fc.constantFrom("a", "b", "c");
  const name = fc.constantFrom(...names);
  const unique = <T extends { path: string }>(item: fc.Arbitrary<T>) =>
    fc.uniqueArray(item, { selector: (each) => each.path, maxLength: 5 });
  const anyInput: fc.Arbitrary<PlanInput> = fc.record({
    wanted: unique(fc.tuple(name, hash).map(([file, value]) => wanted(kindOf(file), value, file))).filter((files) =>
      // A publish wants one file of a stem, as film-place and profiles make sure.
      files.every((file) => !files.some((other) => other !== file && stem(other.path) === stem(file.path))),
    ),
    present: unique(fc.tuple(name, fc.option(hash, { nil: null })).map(([file, value]) => present(file, value))),
    records: unique(
      fc
        .tuple(name, hash, fc.boolean())
        .map(([file, value, isOurs]) => ({ ...ours(kindOf(file), value, file), isOurs })),
    ),
    pending: fc.constant(new Set<string>()),
    nfoPolicy: fc.constantFrom("import", "overwrite", "ask"),
  });
  const stem = (path: string) => path.replace(/\.[^.]+$/, "");

  test("applied once leaves nothing to do", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const after = apply(planPublish(input), { present: [...input.present], records: [...input.records] });
        const again = planPublish({ ...input, ...after });
        expect(brief(again).filter((step) => !/^(keep|conflict)/.test(step))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test("never loses a file that Metarr did not write", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const written = new Map(input.records.filter((each) => each.isOurs).map((each) => [each.path, each.hash]));
        const after = apply(planPublish(input), { present: [...input.present], records: [...input.records] });
        const still = [...after.present, ...after.recycled];
        for (const file of input.present) {
          if (file.hash !== null && written.get(file.path) === file.hash) continue;
          expect(still).toContainEqual(file);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("ends with every wanted file in place, unless it says why not", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const result = planPublish(input);
        const after = apply(result, { present: [...input.present], records: [...input.records] });
        const left = new Set([...result.conflicts, ...result.problems].map((step) => step.path));
        for (const file of input.wanted) {
          if (left.has(file.path)) continue;
          expect(after.present.find((each) => each.path === file.path)?.hash).toBe(file.hash);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
