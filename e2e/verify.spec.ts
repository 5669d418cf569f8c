import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeDemoSeries } from "#cli/demo-library.ts";
import { seriousProblems } from "./fixtures/axe.ts";
import { untilIdle } from "./fixtures/open-jobs.ts";
import { addPerson, command } from "./fixtures/people.ts";
import { signInto } from "./fixtures/sign-into.ts";
import { type Stack, startStack } from "./fixtures/stack.ts";
import { expect, test } from "./fixtures/test.ts";

let stack: Stack;
let show = "";
test.beforeAll(async ({ engine }) => {
  test.setTimeout(180_000);
  stack = await startStack({
    engine,
    env: { TMDB_API_KEY: "demo" },
    simulatorArgs: ["--artwork-scale", "0.1", "--rate", "0"],
  });
  addPerson(stack, { username: "admin", role: "admin" });
  addPerson(stack, { username: "keeper", role: "editor" });
  addPerson(stack, { username: "guest", role: "viewer" });
  const folder = join(stack.mediaDir, "Series");
  makeDemoSeries(folder);
  show = join(folder, "Pioneer One (2010)");
  command(stack, ["library", "add", "--name", "Series", "--path", folder, "--type", "tv", "--automation", "review"]);
  command(stack, ["run", "Series"]);
  await untilIdle(stack);
});
test.afterAll(async () => await stack.stop());

/** Changes a byte and nothing else, as a failing disk does. */
function rot(path: string): Uint8Array {
  const [bytes, facts] = [readFileSync(path), statSync(path)];
  const damaged = Buffer.from(bytes);
  damaged[100] = (damaged[100] ?? 0) ^ 0xff;
  writeFileSync(path, damaged);
  utimesSync(path, facts.atime, (Math.floor(facts.mtimeMs) + 0.5) / 1000);
  return bytes;
}

test("a library is verified; bit rot and a lost file are found and repaired, a change is dismissed", async ({
  page,
}) => {
  await signInto(page, stack, "keeper");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Verify" }).click();
  await expect(page.getByText("Not verified yet")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nothing was verified yet" })).toBeVisible();
  await page.getByRole("button", { name: "Verify now: Series" }).click();
  await expect(page.getByText(/^Verified .* published files/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("Everything is as it should be")).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);

  const poster = join(show, "poster.jpg");
  const whole = rot(poster);
  rmSync(join(show, "season01-poster.jpg"));
  writeFileSync(join(show, "tvshow.nfo"), "<tvshow><title>Theirs</title></tvshow>");
  await page.getByRole("button", { name: "Verify now: Series" }).click();
  const damaged = page.getByRole("region", { name: "Damaged files" });
  await expect(damaged.getByText("poster.jpg", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("region", { name: "Changed by somebody else" })).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);

  await page.getByRole("button", { name: "Dismiss: tvshow.nfo" }).click();
  await expect(page.getByRole("region", { name: "Changed by somebody else" })).toBeHidden();
  await page.getByRole("button", { name: "Repair all that is safe" }).click();
  const question = page.getByRole("alertdialog", { name: /^Repair \d+ things\?$/ });
  await expect(question.getByText("They are written again from what Metarr keeps.")).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  await question.getByRole("button", { name: /^Repair \d+ things$/ }).click();
  await expect(page.getByText(/^The repair of \d+ has begun$/)).toBeVisible();
  await expect(page.getByText("Everything is as it should be")).toBeVisible({ timeout: 60_000 });
  expect(Buffer.compare(readFileSync(poster), whole)).toBe(0);
  expect(statSync(join(show, "season01-poster.jpg")).size).toBeGreaterThan(0);
  expect(readFileSync(join(show, "tvshow.nfo"), "utf8")).toContain("Theirs");

  await page.context().clearCookies();
  await signInto(page, stack, "guest");
  const answer = await page.request.get(`${stack.baseUrl}/verify/list?kind=file.missing&after=1`);
  expect(answer.status()).toBe(403);
});
