import { beforeAll, expect, test } from "vitest";
import { aBrowser } from "#app/_server/testing.ts";
import { setRequestHeaders } from "#app/_server/testing-next.ts";
import type { Db } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { aSeries } from "#lib/series/testing.ts";
import { getHistory as getMovieHistory } from "../movies/[movieId]/history/queries.ts";
import { getHistory as getSeriesHistory } from "../series/[seriesId]/history/queries.ts";
import { getShowHeader } from "../series/[seriesId]/queries.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

const entities = [
  { entityType: "movie", field: "filePath", label: "File", make: () => aMovie(db), read: getMovieHistory },
  {
    entityType: "series",
    field: "directoryPath",
    label: "Folder",
    make: async () => (await aSeries(db)).seriesId,
    read: getSeriesHistory,
  },
];

test.each(entities)("the history of a $entityType shows places on disk to editors alone", async (entity) => {
  const { entityType, field, label, make, read } = entity;
  const entityId = await make();
  const change = { entityType, entityId, source: "scan" };
  await db.insert(fieldChanges).values([
    { ...change, field, oldValue: "/media/secret/Ferry", newValue: "/media/secret/Ferry (2001)" },
    { ...change, field: "title", oldValue: "Ferri", newValue: "Ferry" },
  ]);
  setRequestHeaders((await aBrowser(db, "editor")).headers);
  const all = { part: undefined, before: undefined };
  const labelsIn = ({ entries }: Awaited<ReturnType<typeof read>>) =>
    entries.flatMap(({ fields }) => fields.map((each) => each.label));
  const forEditor = await read(entityId, all);
  expect(labelsIn(forEditor).toSorted()).toEqual([label, "Title"]);
  expect(forEditor.entries.map(({ target }) => target !== null).toSorted()).toEqual([false, true]);
  expect(JSON.stringify(forEditor)).toContain("/media/secret/Ferry (2001)");

  setRequestHeaders((await aBrowser(db, "viewer")).headers);
  const forViewer = await read(entityId, all);
  expect(labelsIn(forViewer)).toEqual(["Title"]);
  expect(forViewer.entries.every(({ target }) => target === null)).toBe(true);
  expect(JSON.stringify(forViewer)).not.toContain("/media");
});

test("a series that only moved has a history for editors alone", async () => {
  const { seriesId } = await aSeries(db);
  const change = { entityType: "series", entityId: seriesId, source: "scan", field: "directoryPath" };
  await db.insert(fieldChanges).values({ ...change, oldValue: "/media/a", newValue: "/media/b" });
  const shown = async (role: "editor" | "viewer") => {
    setRequestHeaders((await aBrowser(db, role)).headers);
    return (await getShowHeader(seriesId)).has.history;
  };
  expect(await shown("editor")).toBe(true);
  expect(await shown("viewer")).toBe(false);
});
