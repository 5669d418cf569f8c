import { expect, test } from "vitest";
import { testDb } from "#db/testing.ts";
import { env } from "#lib/env.ts";
import { stubYtdlp } from "./testing.ts";
import { readYtdlpStatus, recordYtdlp } from "./ytdlp-status.ts";

const db = await testDb();
const ytdlp = stubYtdlp();

test("what a worker finds of yt-dlp is told to pages, and what is wrong with it", async () => {
  expect(await readYtdlpStatus(db)).toBeUndefined();
  await ytdlp("exit 0");
  await recordYtdlp(db);
  expect(await readYtdlpStatus(db)).toEqual({ version: "2026.08.01", notice: null });
  env.YTDLP_PATH = "/nowhere/yt-dlp";
  await recordYtdlp(db);
  expect(await readYtdlpStatus(db)).toMatchObject({ version: null, notice: { title: "yt-dlp is missing" } });
});
