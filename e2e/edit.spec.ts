import { addToldTitles } from "./fixtures/add-told-titles.ts";
import { seriousProblems } from "./fixtures/axe.ts";
import { addPerson } from "./fixtures/people.ts";
import { signInto } from "./fixtures/sign-into.ts";
import { type Stack, startStack } from "./fixtures/stack.ts";
import { expect, test } from "./fixtures/test.ts";

let stack: Stack;
test.beforeAll(async ({ engine }) => {
  stack = await startStack({ engine, env: { TMDB_API_KEY: "demo" } });
  addPerson(stack, { username: "admin", role: "admin" });
  addPerson(stack, { username: "vera", role: "editor" });
  addToldTitles(stack);
});
test.afterAll(async () => await stack.stop());

test("what each source says of a field is shown, taken with one press, and taken back", async ({ page }) => {
  await signInto(page, stack, "vera");
  await page.goto(`${stack.baseUrl}/movies/1/edit`);
  const genres = page.getByRole("list", { name: "Genres", exact: true });
  const sourceOf = (label: string) => page.getByRole("button", { name: `Sources of ${label}:` });
  await expect(sourceOf("Genres")).toContainText("TMDB");

  await sourceOf("Plot").click();
  const popover = page.getByRole("dialog", { name: "What each source says of Plot" });
  const sources = popover.getByRole("list", { name: "Sources" });
  await expect(sources.getByRole("listitem").filter({ hasText: /^TMDB/ })).toContainText("In use");
  await expect(sources).toContainText("TVDB did not answer in time. Before that it said:");
  await expect(sources).toContainText("Does not have this film.");
  await expect(popover.getByRole("button", { name: "Take Plot from TMDB" })).toHaveCount(0);
  expect(await seriousProblems(page)).toEqual([]);
  await page.keyboard.press("Escape");

  await sourceOf("Genres").click();
  await page.getByRole("button", { name: "Take Genres from OMDb" }).click();
  await expect(page.getByText("Genres is taken from OMDb and locked")).toBeVisible();
  await expect(genres.getByRole("listitem")).toHaveCount(5);
  await expect(page.getByRole("button", { name: "Lock Genres" })).toHaveAttribute("aria-pressed", "true");
  await expect(sourceOf("Genres")).toContainText("OMDb, taken by vera");
  await expect(sourceOf("Genres")).toBeFocused();

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(genres.getByRole("listitem")).toHaveText(["Drama", "Mystery"]);
  await expect(page.getByRole("button", { name: "Lock Genres" })).toHaveAttribute("aria-pressed", "false");

  const typed = page.getByRole("textbox", { name: /^Genres/ });
  await typed.fill("drama, Film noir, Road");
  await expect(genres.getByRole("listitem")).toHaveText(["Drama", "Mystery", "Film noir"]);
  await expect(typed).toHaveValue("Road");
});

test("on a phone the sources stand in a sheet, and taking one drops what was typed into the field", async ({
  page,
  engine,
}) => {
  test.skip(engine === "postgres", "What a page looks like is the same on both engines.");
  await page.setViewportSize({ width: 375, height: 812 });
  await signInto(page, stack, "vera");
  await page.goto(`${stack.baseUrl}/movies/1/edit`);
  const year = page.getByLabel("Year", { exact: true });
  await year.fill("1990");
  await page.getByRole("button", { name: "Sources of Year:" }).click();
  const sheet = page.getByRole("dialog", { name: "Year" });
  await expect(sheet).toContainText("What you typed here goes.");
  await sheet.getByRole("button", { name: "Take Year from OMDb" }).click();
  await expect(sheet).toBeHidden();
  await expect(year).toHaveValue("1995");
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toHaveCount(0);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
});

test("a series, its season and an episode are edited, locked and taken back", async ({ page }) => {
  await signInto(page, stack, "vera");
  await page.goto(`${stack.baseUrl}/series/1`);
  // The page hears keys a moment after it is shown.
  await expect(async () => {
    await page.keyboard.press("e");
    await expect(page).toHaveURL(/\/series\/1\/edit$/, { timeout: 2_000 });
  }).toPass();
  await page.getByRole("combobox", { name: "Status" }).click();
  await page.getByRole("option", { name: "Cancelled" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Lock Status" })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("combobox", { name: "Status" })).toHaveText("Unknown");
  expect(await seriousProblems(page)).toEqual([]);

  await expect(async () => {
    await page.goto(`${stack.baseUrl}/series/1/seasons/1`);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("e");
    await expect(page.getByRole("heading", { name: "Edit S01E02 Episode 2" })).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await page.getByLabel("Title", { exact: true }).fill("The Long Way Round");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Edit S01E02 The Long Way Round" })).toBeVisible();
  await page.getByRole("link", { name: /^Next episode: S01E03/ }).click();
  await expect(page).toHaveURL(/\/episodes\/3\/edit$/);
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue("");

  await page.goto(`${stack.baseUrl}/series/1/seasons/1`);
  await page.getByRole("link", { name: "Edit Season 1" }).click();
  await page.getByLabel("Plot", { exact: true }).fill("One winter aboard.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Lock Plot" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toHaveCount(0);
  await page.getByRole("link", { name: "Season 1", exact: true }).click();
  await expect(page.getByText("One winter aboard.")).toBeVisible();
});
