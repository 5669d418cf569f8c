import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { seriousProblems } from "./fixtures/axe.ts";
import { makeMovieLibrary } from "./fixtures/library.ts";
import { addPerson } from "./fixtures/people.ts";
import { signInto } from "./fixtures/sign-into.ts";
import { type Stack, startStack } from "./fixtures/stack.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ mode: "serial" });

let stack: Stack;
test.beforeAll(async ({ engine }) => {
  test.setTimeout(180_000);
  stack = await startStack({
    engine,
    env: { TMDB_API_KEY: "demo" },
    simulatorArgs: ["--artwork-scale", "0.1", "--rate", "0"],
  });
  addPerson(stack, { username: "admin", role: "admin" });
  const folder = join(stack.mediaDir, "Films");
  await makeMovieLibrary(folder, [
    { folder: "Sintel (2010)", file: "Sintel (2010).mkv", media: "h264-1080p-aac.mkv" },
    { folder: "Spring (2019)", file: "Spring (2019).mkv", media: "vp9-1080p-opus.webm" },
  ]);
  cli("library", "add", "--name", "Films", "--path", folder);
  cli("run", "Films", "--until", "enrich");
});
test.afterAll(async () => await stack.stop());

function cli(...args: string[]): void {
  const done = spawnSync(process.execPath, ["cli/index.ts", ...args], { env: stack.env, encoding: "utf8" });
  expect(done.status, done.stderr).toBe(0);
}

test("the best artwork of chosen films is chosen as one command, after a look at what it changes", async ({ page }) => {
  await signInto(page, stack, "admin");
  await page.goto(`${stack.baseUrl}/movies`);
  await page.getByRole("checkbox", { name: /Sintel/ }).check();
  await page.getByRole("checkbox", { name: /Spring/ }).check();
  await page.getByRole("region", { name: "Chosen films" }).getByRole("button", { name: "Artwork" }).click();
  const dialog = page.getByRole("dialog", { name: "Artwork of 2 films" });
  await dialog.getByRole("checkbox", { name: "Only where nothing is chosen yet" }).uncheck();
  await dialog.getByRole("button", { name: "See what changes" }).click();
  await expect(dialog.getByRole("status")).toHaveText("Nothing would change.");
  expect(await seriousProblems(page)).toEqual([]);
  await dialog.getByRole("combobox", { name: "Type" }).click();
  await page.getByRole("option", { name: "Poster" }).click();
  await expect(dialog.getByRole("region", { name: "What would change" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Choose the best" }).click();
  await expect(page).toHaveURL(/\/activity\/\d+$/);
  await expect(page.getByRole("main")).toContainText("Choose the artwork of 2 films");
  await expect(page.getByRole("main").getByText("Done", { exact: true })).toBeVisible();
});

test("other artwork settings show what they would change, and then change it", async ({ page }) => {
  await signInto(page, stack, "admin");
  await page.goto(`${stack.baseUrl}/settings/libraries/1`);
  await page.getByRole("textbox", { name: "Fanart: at most" }).fill("1");
  await page.getByRole("button", { name: "See what changes" }).click();
  const preview = page.getByRole("region", { name: "What would change" });
  await expect(preview.getByRole("status")).toHaveText("Other pictures: 2 × Fanart.");
  await expect(preview.getByRole("listitem").first()).toContainText(/Sintel|Spring/);
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Save artwork" }).click();
  await expect(page.getByText("The artwork settings are saved")).toBeVisible();
  await expect(async () => {
    await page.getByRole("button", { name: "See what changes" }).click();
    await expect(preview.getByRole("status")).toHaveText("Nothing would change.", { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });

  await page.setViewportSize({ width: 375, height: 812 });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
});
