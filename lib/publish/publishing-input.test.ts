import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditLog, libraries } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { readPublishing } from "#lib/settings/library-publishing.ts";
import { changePublishing } from "./change-publishing.ts";
import { defaultNameOf } from "./names.ts";
import { publishingInput, toPublishing, toPublishingInput } from "./publishing-input.ts";
import { sampleOfFilm, sampleOfShow } from "./sample-names.ts";
import { type CustomNameSlot, customNameSlots, profileNames } from "./vocabulary.ts";

const usual = toPublishingInput("kodi", {});

function problems(names: Partial<Record<CustomNameSlot, string>>, profile: (typeof profileNames)[number] = "kodi") {
  const parsed = publishingInput.safeParse({ ...usual, profile, names });
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."));
}

describe("a name of one's own", () => {
  test.each([
    ["film.poster", "a/b"],
    ["film.poster", "a\\b"],
    ["film.poster", "a\u0007b"],
    ["film.poster", "."],
    ["film.poster", ".."],
    ["film.poster", ".hidden"],
    ["film.poster", "é".repeat(101)],
    ["film.poster", "{S}-poster"],
    ["show.poster", "{N}"],
    ["episode.thumb", "thumb"],
    ["season.poster", "season-poster"],
    ["trailer", "{N}"],
    ["film.poster", "   "],
    ["film.poster", "{N"],
    ["film.poster", "N}"],
    ["film.poster", "{N}-poster?"],
    ["film.poster", 'my "poster"'],
    ["film.poster", "cover."],
    ["film.poster", "CON"],
    ["film.nfo", "nul.film"],
    ["film.fanart", "com1{n}"],
    ["trailer", "{N} preview"],
  ] as const)("for %s is not %j", (slot, name) => {
    expect(problems({ [slot]: name })).toEqual([`names.${slot}`]);
  });

  test("is not that of another picture in the folder, whether own, usual or numbered", () => {
    expect(problems({ "film.poster": "same", "film.banner": "SAME" })).toEqual([
      "names.film.poster",
      "names.film.banner",
    ]);
    expect(problems({ "film.poster": "{N}-fanart" })).toEqual(["names.film.poster"]);
    expect(problems({ "film.poster": "{N}-fanart2" })).toEqual(["names.film.poster"]);
    expect(problems({ "film.poster": "movieset-poster" })).toEqual(["names.film.poster"]);
    // Where films share a folder, names that tell them apart stand in the usual ones too.
    expect(problems({ "film.poster": "{N}-banner" }, "jellyfin")).toEqual(["names.film.poster"]);
    expect(problems({ "show.banner": "season01-poster" })).toEqual(["names.show.banner"]);
    expect(problems({ "season.banner": "season{S}-poster" })).toEqual(["names.season.banner"]);
  });

  test("may be anything else, and every usual name may be typed", () => {
    expect(
      problems({ "film.poster": "cover", "film.nfo": "movie", "film.fanart": "back{n}", trailer: "trailer" }),
    ).toEqual([]);
    expect(
      problems({
        "season.poster": "s{S}",
        "show.fanart": "console",
        "show.banner": " banner ",
        "episode.thumb": "{N}",
        "show.poster": "",
      }),
    ).toEqual([]);
    for (const profile of profileNames) {
      const names = Object.fromEntries(customNameSlots.map((slot) => [slot, defaultNameOf(profile, slot) ?? ""]));
      expect(problems(names, profile)).toEqual([]);
    }
  });
});

test("a name that is taken already is told in its own letters", () => {
  const parsed = publishingInput.safeParse({ ...usual, names: { "film.poster": "{N}-fanart" } });
  expect(parsed.error?.issues[0]?.message).toBe("Another picture beside it is called {N}-fanart too.");
});

test("only what differs from the usual is stored, and read back as it was", () => {
  expect(toPublishing(usual)).toEqual({});
  const stored = { nfo: false, artworkPolicy: "ask", people: false, names: { "film.poster": "cover" } } as const;
  expect(toPublishing(toPublishingInput("plex", stored))).toEqual(stored);
});

test("the samples say what is published under which name", () => {
  const film = sampleOfFilm({ profile: "kodi", nfo: undefined, names: { "film.poster": "cover" } });
  expect(film).toContainEqual({ folder: "Heat (1995)", label: "Poster", name: "cover.jpg" });
  expect(film).toContainEqual({ folder: "Heat (1995)", label: "Logo", name: "Heat (1995)-clearlogo.png" });
  expect(film).toContainEqual({ folder: "Heat (1995)", label: "Second fanart", name: "Heat (1995)-fanart1.jpg" });
  const show = sampleOfShow({ profile: "jellyfin", nfo: undefined, names: undefined });
  expect(show.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      "tvshow.nfo",
      "season01-poster.jpg",
      "season-specials-poster.jpg",
      "Dark Harbour S01E02.nfo",
    ]),
  );
  expect(sampleOfShow({ profile: "plex", nfo: undefined, names: undefined })).toContainEqual({
    ...{ folder: "Dark Harbour (2019)/Specials", label: "Poster of the specials" },
    name: "season-specials-poster.jpg",
  });
});

test("saving keeps it with the library, tells the audit log, and refuses a player that is another one by now", async () => {
  const db = await testDb();
  const [library] = await db.insert(libraries).values({ name: "F", path: "/f", type: "movie" }).returning();
  const libraryId = library?.id ?? 0;
  const by = { userId: null, address: null };
  const input = { ...usual, artworkPolicy: "ask" as const };
  await changePublishing(db, { libraryId, input, ...by });
  const read = async () => (await db.select().from(libraries).where(eq(libraries.id, libraryId)))[0];
  expect(readPublishing({ publishing: (await read())?.publishing ?? null })).toMatchObject({ artworkPolicy: "ask" });
  const [line] = await db.select().from(auditLog).where(eq(auditLog.action, "library.publishing"));
  expect(line).toMatchObject({ entityId: libraryId, details: { name: "F", artworkPolicy: "ask" } });
  await expect(changePublishing(db, { libraryId, input: { ...input, profile: "plex" }, ...by })).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(changePublishing(db, { libraryId: 999_999, input, ...by })).rejects.toMatchObject({ code: "not_found" });
  await changePublishing(db, { libraryId, input: usual, ...by });
  expect((await read())?.publishing).toBeNull();
});
