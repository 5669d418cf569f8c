import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { aBrowser } from "#app/_server/testing.ts";
import { setRequestHeaders } from "#app/_server/testing-next.ts";
import type { Db } from "#db/client.ts";
import { movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { identifyAs } from "#lib/movies/identify.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { getHistory } from "../movies/[movieId]/history/queries.ts";
import { applyUndo, previewUndo } from "./actions.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});
const asRole = async (role: "editor" | "viewer") => setRequestHeaders((await aBrowser(db, role)).headers);
const all = { part: undefined, before: undefined };

test("editors take a decision about an identity back as its preview showed it; viewers do not", async () => {
  const movieId = await aMovie(db, { tmdbId: 949, identificationStatus: "enriched" });
  await transaction(db, (tx) => identifyAs(tx, { movieId, tmdbId: 10331, userId: null, name: "Another" }));
  const targetOf = async () =>
    (await getHistory(movieId, all)).entries.find(({ title }) => title === "Identified as Another by hand")?.target;

  await asRole("viewer");
  expect(await targetOf()).toBeNull();
  await asRole("editor");
  const target = await targetOf();
  if (!target) throw new Error("The timeline offers no way back.");
  await asRole("viewer");
  expect(await previewUndo(target)).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(await applyUndo({ target, fingerprint: "" })).toMatchObject({ ok: false, error: { code: "forbidden" } });

  await asRole("editor");
  const preview = await previewUndo(target);
  if (!preview.ok) throw new Error(preview.error.message);
  expect(preview.data).toMatchObject({ identities: 1, fields: 1 });
  expect(preview.data.lines).toMatchObject([{ label: "TMDB id", now: "10331", becomes: "949" }]);
  expect(await applyUndo({ target, fingerprint: "of another preview" })).toMatchObject({
    ok: false,
    error: { code: "conflict" },
  });
  const { fingerprint } = preview.data;
  expect(await applyUndo({ target, fingerprint })).toMatchObject({ ok: true, data: { fields: 1 } });
  const [row] = await db.select().from(movies).where(eq(movies.id, movieId));
  expect(row).toMatchObject({ tmdbId: 949, identificationStatus: "enriched" });
  expect(await applyUndo({ target, fingerprint })).toMatchObject({ ok: false, error: { code: "conflict" } });
});
