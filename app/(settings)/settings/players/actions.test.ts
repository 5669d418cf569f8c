import { afterAll, expect, test } from "vitest";
import { aBrowser } from "#app/_server/testing.ts";
import { setRequestHeaders } from "#app/_server/testing-next.ts";
import { auditLog, mediaPlayers } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { startKodi } from "#simulator/players/kodi.ts";
import { newPlayer } from "./_components/player-values.ts";
import { dropPlayer, savePlayer, testPath, testPlayer } from "./actions.ts";
import { listPlayerCards } from "./queries.ts";

const db = await testDb();
const kodi = await startKodi({ password: "secret-of-kodi" });
afterAll(() => kodi.close());
const values = { ...newPlayer, name: "Den", url: kodi.url, username: "kodi", secret: "secret-of-kodi" };

test("S5: only an administrator can name an address inside the network for a player, or have it asked", async () => {
  for (const role of ["editor", "viewer"] as const) {
    setRequestHeaders((await aBrowser(db, role)).headers);
    for (const refused of [savePlayer(values), testPlayer(values), testPath({ ...values, path: "/media/A.mkv" })]) {
      expect(await refused).toMatchObject({ ok: false, error: { code: "forbidden" } });
    }
  }
  expect(await db.select().from(mediaPlayers)).toEqual([]);
  expect(kodi.calls()).toEqual([]);
});

test("an administrator adds, tests and removes a player, and the audit log says so without the secret", async () => {
  setRequestHeaders((await aBrowser(db, "admin")).headers);
  expect(await testPlayer(values)).toMatchObject({ ok: true, data: { ok: true } });
  expect(await savePlayer(values)).toMatchObject({ ok: true });
  const [card] = await listPlayerCards();
  expect(card).toMatchObject({ name: "Den", secretMask: "••••kodi", libraryNames: null });
  expect(await savePlayer({ ...values, url: "ftp://den" })).toMatchObject({ ok: false, error: { code: "invalid" } });
  expect(await dropPlayer({ playerId: card?.playerId ?? 0 })).toMatchObject({ ok: true });
  const log = await db.select().from(auditLog).orderBy(auditLog.id);
  expect(log.map(({ action }) => action).slice(-2)).toEqual(["player.create", "player.delete"]);
  expect(JSON.stringify(log)).not.toContain(values.secret);
});
