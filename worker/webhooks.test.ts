import { eq, inArray } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { aSource } from "#app/api/webhooks/testing-source.ts";
import { jobs, libraries, movies, scanRequests, webhookEvents } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { makeHome } from "#lib/libraries/testing-library.ts";
import { anEditedLibrary } from "#lib/libraries/testing-paths.ts";
import { replayEvent } from "#lib/webhooks/list-events.ts";
import { updateSource } from "#lib/webhooks/sources.ts";
import * as radarr from "#simulator/webhooks/testing-radarr.ts";
import * as sonarr from "#simulator/webhooks/testing-sonarr.ts";
import { workOff } from "./testing-webhooks.ts";

const db = await testDb();
const home = makeHome();
afterAll(home.remove);
beforeEach(async () => {
  await db.delete(jobs);
});

const films = (files: Record<string, string>) => anEditedLibrary(db, home, { type: "movie", files });
const eventsOf = (sourceId: number) =>
  db.select().from(webhookEvents).where(eq(webhookEvents.sourceId, sourceId)).orderBy(webhookEvents.id);

/** Asks for probing and what else follows, which is not what is tested here. */
const told = (done: string[]) => done.filter((type) => type !== "movie.probe");

describe("S18 a webhook of Radarr", () => {
  test("of every type is taken, and those that change no file only written down", async () => {
    const { send, sourceId } = await aSource(db);
    const film = { title: "Ant", year: 2001, folderPath: "/elsewhere/Ant (2001)" };
    const silent = [
      radarr.radarrTest(),
      radarr.radarrGrab(film),
      radarr.radarrAdded(film),
      radarr.radarrHealth(),
      radarr.radarrHealthRestored(),
      radarr.radarrUpdated(),
      radarr.radarrManual(film),
    ];
    const path = `${film.folderPath}/Ant.mkv`;
    const loud = [
      radarr.radarrDownload({ ...film, path }),
      radarr.radarrRename({ ...film, files: [{ from: path, to: `${path}.mkv` }] }),
      radarr.radarrDelete({ ...film, deletedFiles: true }),
      radarr.radarrFileDelete({ ...film, path }),
    ];
    for (const event of [...silent, ...loud]) await send(event);
    expect(new Set(await workOff(db))).toEqual(new Set(["webhook.process"]));
    const events = await eventsOf(sourceId);
    expect(events.map(({ status }) => status)).toEqual([...silent.map(() => "logged"), ...loud.map(() => "unmatched")]);
    expect(events[0]?.result).toContain("reaches Metarr");
    expect(events.at(-1)?.result).toContain("No library holds /elsewhere/Ant (2001)");
    expect(await db.$count(scanRequests)).toBe(0);
  });

  test("finds its library through the mapping with the longest folder, also from Windows", async () => {
    const shelf = await films({ "Ant (2001)/Ant.mkv": "1" });
    const { send, sourceId, by } = await aSource(db);
    const mappings = [
      { from: "D:\\Films", to: "/nowhere" },
      { from: "d:\\films\\Best\\", to: `${shelf.root}/` },
      { from: "/data", to: "/nowhere" },
      { from: "/data/movies", to: shelf.root },
    ];
    await updateSource(db, { sourceId, pathMappings: mappings }, by);
    shelf.write("Bee (2002)/Bee.mkv");
    shelf.write("Cat (2003)/Cat.mkv");
    const bee = { title: "Bee", year: 2002, folderPath: "/data/movies/Bee (2002)" };
    const cat = { title: "Cat", year: 2003, folderPath: "D:\\Films\\Best\\Cat (2003)" };
    await send(radarr.radarrDownload({ ...bee, path: `${bee.folderPath}/Bee.mkv` }));
    await send(radarr.radarrDownload({ ...cat, path: `${cat.folderPath}\\Cat.mkv` }));
    await send(radarr.radarrDownload({ ...bee, folderPath: "/data/moviesX/Bee", path: "/data/moviesX/Bee/Bee.mkv" }));
    expect(told(await workOff(db)).filter((type) => type === "library.scan")).toHaveLength(1);
    expect(await shelf.listed()).toEqual([
      "Ant (2001)/Ant.mkv -> Ant (2001)/Ant.mkv",
      "new -> Bee (2002)/Bee.mkv",
      "new -> Cat (2003)/Cat.mkv",
    ]);
    const events = await eventsOf(sourceId);
    expect(events.map(({ status }) => status)).toEqual(["done", "done", "unmatched"]);
    expect(events[0]).toMatchObject({ libraryIds: [shelf.library.id], attempts: 1, handledAt: expect.any(Date) });
  });

  test("keeps a film that was upgraded and renamed, marks one that was deleted, and can be replayed", async () => {
    const shelf = await films({ "Ant (2001)/Ant.mkv": "1", "Bee (2002)/Bee.mkv": "22" });
    const { send, sourceId, by } = await aSource(db);
    const ant = { title: "Ant", year: 2001, folderPath: shelf.whole("Ant (2001)") };
    shelf.remove("Ant (2001)/Ant.mkv");
    shelf.write("Ant (2001)/Ant 4K.mkv", "better");
    shelf.remove("Bee (2002)");
    await send(
      radarr.radarrUpgrade({
        ...ant,
        from: shelf.whole("Ant (2001)/Ant.mkv"),
        path: shelf.whole("Ant (2001)/Ant 4K.mkv"),
      }),
    );
    await send(
      radarr.radarrDelete({ title: "Bee", year: 2002, folderPath: shelf.whole("Bee (2002)"), deletedFiles: true }),
    );
    await workOff(db);
    const after = ["Ant (2001)/Ant.mkv -> Ant (2001)/Ant 4K.mkv", "Bee (2002)/Bee.mkv -> Bee (2002)/Bee.mkv missing"];
    expect(await shelf.listed()).toEqual(after);
    expect(await db.$count(jobs, eq(jobs.type, "movie.probe"))).toBeGreaterThan(0);
    const [first] = await eventsOf(sourceId);
    await replayEvent(db, { eventId: first?.id ?? 0, userId: by.userId });
    expect((await workOff(db)).toSorted()).toEqual(["library.scan", "webhook.process"]);
    expect(await shelf.listed()).toEqual(after);
    expect((await eventsOf(sourceId))[0]).toMatchObject({ status: "done", attempts: 2 });
  });

  test("asks nobody whose library is switched off, and waits in the log when a scan cannot look", async () => {
    const shelf = await films({ "Ant (2001)/Ant.mkv": "1" });
    const { send, sourceId } = await aSource(db);
    const event = (title: string) =>
      radarr.radarrDownload({
        title,
        year: 2001,
        folderPath: shelf.whole("Ant (2001)"),
        path: shelf.whole("Ant (2001)/Ant.mkv"),
      });
    const switchTo = (enabled: boolean) =>
      db.update(libraries).set({ enabled }).where(eq(libraries.id, shelf.library.id));
    await switchTo(false);
    await send(event("one"));
    expect(await workOff(db)).toEqual(["webhook.process"]);
    expect((await eventsOf(sourceId))[0]?.result).toContain("is switched off");
    await switchTo(true);
    shelf.move("Ant (2001)", "../away");
    await send(event("two"));
    expect(await workOff(db)).toEqual(["webhook.process", "library.scan failed"]);
    // R6: nothing is marked, and the next whole scan does what was asked.
    expect(await shelf.listed()).toEqual(["Ant (2001)/Ant.mkv -> Ant (2001)/Ant.mkv"]);
    expect(await db.$count(scanRequests)).toBeGreaterThan(0);
    await db.delete(scanRequests);
  });
});

describe("S18 a webhook of Sonarr", () => {
  test("adds, upgrades, renames and deletes episodes; every other type is written down", async () => {
    const shelf = await anEditedLibrary(db, home, {
      type: "tv",
      files: {
        "Ant/Season 1/Ant S01E01.mkv": "1",
        "Ant/Season 1/Ant S01E02.mkv": "22",
        "Ant/Season 1/Ant S01E03.mkv": "333",
      },
    });
    const { send, sourceId } = await aSource(db, "sonarr");
    const show = { title: "Ant", path: shelf.whole("Ant") };
    const episode = (episodeNumber: number) => [{ seasonNumber: 1, episodeNumber }];
    const at = (name: string) => shelf.whole(`Ant/Season 1/${name}.mkv`);
    for (const event of [
      sonarr.sonarrTest(),
      sonarr.sonarrGrab({ ...show, episodes: episode(1) }),
      sonarr.sonarrAdded(show),
      sonarr.sonarrHealth(),
      sonarr.sonarrHealthRestored(),
      sonarr.sonarrUpdated(),
      sonarr.sonarrManual({ ...show, episodes: episode(1) }),
    ])
      await send(event);
    await workOff(db);
    expect(new Set((await eventsOf(sourceId)).map(({ status }) => status))).toEqual(new Set(["logged"]));
    shelf.remove("Ant/Season 1/Ant S01E01.mkv");
    shelf.write("Ant/Season 1/Ant S01E01 4K.mkv", "better");
    shelf.move("Ant/Season 1/Ant S01E02.mkv", "Ant/Season 1/Ant - S01E02 - Two.mkv");
    shelf.remove("Ant/Season 1/Ant S01E03.mkv");
    shelf.write("Ant/Season 1/Ant S01E04.mkv", "brand new");
    const events = [
      sonarr.sonarrFileDelete({ show, episodes: episode(3), path: at("Ant S01E03") }),
      sonarr.sonarrUpgrade({ show, episodes: episode(1), from: at("Ant S01E01"), path: at("Ant S01E01 4K") }),
      sonarr.sonarrRename({ show, files: [{ from: at("Ant S01E02"), to: at("Ant - S01E02 - Two") }] }),
      sonarr.sonarrDownload({ show, episodes: episode(4), path: at("Ant S01E04") }),
    ];
    for (const event of events) await send(event);
    expect((await workOff(db)).filter((type) => type === "library.scan")).toHaveLength(1);
    expect(await shelf.listed()).toEqual([
      "Ant/Season 1/Ant S01E01.mkv -> Ant/Season 1/Ant S01E01 4K.mkv",
      "Ant/Season 1/Ant S01E02.mkv -> Ant/Season 1/Ant - S01E02 - Two.mkv",
      "Ant/Season 1/Ant S01E03.mkv -> Ant/Season 1/Ant S01E03.mkv missing",
      "new -> Ant/Season 1/Ant S01E04.mkv",
    ]);
    expect((await eventsOf(sourceId)).at(-1)).toMatchObject({ subject: "Ant S01E04", status: "done" });
    await send(sonarr.sonarrDelete({ ...show, deletedFiles: false }));
    expect(await workOff(db)).toEqual(["webhook.process", "library.scan"]);
  });
});

test("S18 a show deleted with its files is gone as a whole, and an upgrade is followed though the old files went first", async () => {
  const shelf = await anEditedLibrary(db, home, {
    type: "tv",
    files: {
      "Ant/Season 1/Ant S01E01.mkv": "1",
      "Ant/Season 1/Ant S01E02.mkv": "22",
      "Bee/Season 1/Bee S01E01.mkv": "333",
      "Bee/Season 1/Bee S01E02.mkv": "4444",
    },
  });
  const { send } = await aSource(db, "sonarr");
  const show = { title: "Ant", path: shelf.whole("Ant") };
  const at = (name: string) => shelf.whole(`Ant/Season 1/${name}.mkv`);
  const episodes = [1, 2].map((episodeNumber) => ({ seasonNumber: 1, episodeNumber }));
  shelf.remove("Bee");
  await send(sonarr.sonarrDelete({ title: "Bee", path: shelf.whole("Bee"), deletedFiles: true }));
  for (const [index, name] of ["Ant S01E01", "Ant S01E02"].entries()) {
    shelf.remove(`Ant/Season 1/${name}.mkv`);
    const own = episodes.slice(index, index + 1);
    await send(sonarr.sonarrFileDelete({ show, episodes: own, path: at(name), reason: "upgrade" }));
  }
  await workOff(db);
  expect((await shelf.listed()).map((line) => line.endsWith(" missing"))).toEqual([true, true, true, true]);
  shelf.write("Ant/Season 1/Ant S01E01-E02 4K.mkv", "better");
  const from = episodes.map(({ episodeNumber }) => at(`Ant S01E0${episodeNumber}`));
  await send(sonarr.sonarrUpgrade({ show, episodes, from, path: at("Ant S01E01-E02 4K") }));
  await workOff(db);
  expect(await shelf.listed()).toEqual([
    "Ant/Season 1/Ant S01E01.mkv -> Ant/Season 1/Ant S01E01-E02 4K.mkv",
    "Ant/Season 1/Ant S01E02.mkv -> Ant/Season 1/Ant S01E01-E02 4K.mkv",
    "Bee/Season 1/Bee S01E01.mkv -> Bee/Season 1/Bee S01E01.mkv missing",
    "Bee/Season 1/Bee S01E02.mkv -> Bee/Season 1/Bee S01E02.mkv missing",
  ]);
});

test("S18 events out of order and again end in the same state, however many scans lie between them", async () => {
  const order = fc.record({
    picks: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
    again: fc.array(fc.nat({ max: 5 }), { maxLength: 3 }),
    scans: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(order, async ({ picks, again, scans }) => {
      const shelf = await films({ "Ant (2001)/Ant.mkv": "1", "Bee (2002)/Bee.mkv": "22", "Cat (2003)/Cat.mkv": "333" });
      const { post } = await aSource(db);
      const at = shelf.whole;
      // What happened on the disk: Ant upgraded, its folder and file renamed; Bee deleted; Cat moved; Dog is new.
      shelf.remove("Ant (2001)");
      shelf.write("Ant (2001) 4K/Ant 4K.mkv", "better");
      shelf.remove("Bee (2002)");
      shelf.move("Cat (2003)", "Cats (2003)");
      shelf.write("Dog (2004)/Dog.mkv");
      const ant = { title: "Ant", year: 2001, folderPath: at("Ant (2001)") };
      const moved = { ...ant, folderPath: at("Ant (2001) 4K") };
      const between = at("Ant (2001)/Ant 4K.mkv");
      const cat = { title: "Cat", year: 2003, folderPath: at("Cats (2003)") };
      const events = [
        radarr.radarrFileDelete({ ...ant, path: at("Ant (2001)/Ant.mkv"), reason: "upgrade" }),
        radarr.radarrUpgrade({ ...ant, from: at("Ant (2001)/Ant.mkv"), path: between }),
        radarr.radarrRename({ ...moved, files: [{ from: between, to: at("Ant (2001) 4K/Ant 4K.mkv") }] }),
        radarr.radarrDelete({ title: "Bee", year: 2002, folderPath: at("Bee (2002)"), deletedFiles: true }),
        radarr.radarrRename({ ...cat, files: [{ from: at("Cat (2003)/Cat.mkv"), to: at("Cats (2003)/Cat.mkv") }] }),
        radarr.radarrDownload({
          title: "Dog",
          year: 2004,
          folderPath: at("Dog (2004)"),
          path: at("Dog (2004)/Dog.mkv"),
        }),
      ];
      for (const [index, pick] of [...picks, ...again].entries()) {
        // Sent again it is another event: only five minutes later would the same body count again.
        const answer = await post(JSON.stringify({ ...events[pick], time: index }));
        expect(answer.status).toBe(202);
        if (scans[index]) await workOff(db);
      }
      await workOff(db);
      expect(await shelf.listed()).toEqual([
        "Ant (2001)/Ant.mkv -> Ant (2001) 4K/Ant 4K.mkv",
        "Bee (2002)/Bee.mkv -> Bee (2002)/Bee.mkv missing",
        "Cat (2003)/Cat.mkv -> Cats (2003)/Cat.mkv",
        "new -> Dog (2004)/Dog.mkv",
      ]);
      const ids = (await shelf.rows()).map(({ id }) => id);
      expect(await db.$count(movies, inArray(movies.id, ids))).toBe(4);
    }),
    { numRuns: process.env.FAULTS ? 60 : 4 },
  );
});
