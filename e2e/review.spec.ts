import { join } from "node:path";
import type { Page } from "@playwright/test";
import { seriousProblems } from "./fixtures/axe.ts";
import { makeMovieLibrary } from "./fixtures/library.ts";
import { untilIdle } from "./fixtures/open-jobs.ts";
import { addPerson, command, password } from "./fixtures/people.ts";
import { type Stack, startStack } from "./fixtures/stack.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ mode: "serial" });

let stack: Stack;
test.beforeAll(async ({ engine }) => {
  stack = await startStack({
    engine,
    env: { TMDB_API_KEY: "0123456789abcdef" },
    simulatorArgs: ["--artwork-scale", "0.1", "--rate", "0"],
  });
  // Without an administrator everything leads to the set-up.
  for (const role of ["admin", "editor"] as const) addPerson(stack, { username: role, role });
  const films = join(stack.mediaDir, "Films");
  await makeMovieLibrary(films, [
    { folder: "Dune", file: "Dune.mkv", media: "h264-1080p-aac.mkv" },
    { folder: "Frozen", file: "Frozen.mkv", media: "h264-1080p-aac.mkv" },
    { folder: "Home film 2019", file: "Home film 2019.mkv", media: "h264-1080p-aac.mkv" },
    { folder: "The Thing from Another", file: "The Thing from Another.mkv", media: "h264-1080p-aac.mkv" },
  ]);
  const series = join(stack.mediaDir, "Series");
  await makeMovieLibrary(series, [
    { folder: "Ghosts/Season 1", file: "Ghosts S01E01.mkv", media: "h264-1080p-aac.mkv" },
  ]);
  command(stack, ["library", "add", "--name", "Films", "--path", films]);
  command(stack, ["library", "add", "--name", "Series", "--path", series, "--type", "tv"]);
  for (const library of ["Films", "Series"]) command(stack, ["run", library, "--until", "identify"]);
  await untilIdle(stack);
});
test.afterAll(async () => await stack.stop());

async function openQueue(page: Page): Promise<void> {
  await page.goto(`${stack.baseUrl}/login`);
  await page.getByRole("textbox", { name: "Name" }).fill("editor");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${stack.baseUrl}/`);
  await page.goto(`${stack.baseUrl}/review`);
}

const present = (page: Page, name: string) => page.getByRole("heading", { name, level: 2, exact: true });

test("what nobody could tell is decided one after the other by keyboard, and taken back", async ({ page }) => {
  await openQueue(page);
  await expect(present(page, "Dune")).toBeVisible();
  await expect(page.getByText("5 wait", { exact: true })).toBeVisible();
  const candidates = page.getByRole("list", { name: "What it might be" });
  await expect(candidates.getByRole("listitem").first()).toHaveAttribute("aria-current", "true");
  await page.keyboard.press("ArrowDown");
  await expect(candidates.getByRole("listitem").nth(1)).toHaveAttribute("aria-current", "true");
  await page.keyboard.press("Enter");

  // The next one is there at once, and the one before comes back with Undo.
  await expect(present(page, "Frozen")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(present(page, "Dune")).toBeVisible();
  // A double click decides one: the next item is under the pointer by its second half.
  await candidates.getByRole("button", { name: "This is it: Dune (1984)" }).dblclick();
  await expect(present(page, "Frozen")).toBeVisible();
  await expect(page.getByText("4 wait", { exact: true })).toBeVisible();

  await page.keyboard.press("n");
  await expect(present(page, "Ghosts")).toBeVisible();
  await page.keyboard.press("s");
  const dialog = page.getByRole("dialog", { name: /Which series is Ghosts/ });
  await dialog.getByRole("searchbox").fill("");
  await dialog.getByRole("button", { name: "Search" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Type a title, an id or an address.");
  await expect(dialog.getByRole("button", { name: "Try again" })).toHaveCount(0);
  await dialog.getByRole("searchbox").fill("https://www.themoviedb.org/movie/841-dune");
  await dialog.getByRole("button", { name: "Search" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("This is a film, and here a series is looked for.");
  await dialog.getByRole("searchbox").fill("https://www.themoviedb.org/tv/88055");
  await dialog.getByRole("button", { name: "Search" }).click();
  await dialog.getByRole("button", { name: "Pick Ghosts (2019)" }).click();

  await expect(present(page, "Home film (2019)")).toBeVisible();
  await page.keyboard.press("x");
  await expect(present(page, "The Thing from Another")).toBeVisible();
  // The next item is shown at once; that it was written is said a moment later.
  await expect(page.getByText(/^Home film.* is in no database$/)).toBeVisible();
  await page.reload();
  await expect(page.getByText("2 wait", { exact: true })).toBeVisible();
});

test("those that are sure enough are taken at once, after saying which; of equal ones a person says which", async ({
  page,
}) => {
  await openQueue(page);
  await expect(page.getByText("2 wait", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Accept several" }).click();
  const dialog = page.getByRole("dialog", { name: "Accept the best candidates" });
  await dialog.getByLabel("Score from").fill("100");
  await expect(dialog.getByText("No item has a candidate that good.")).toBeVisible();
  await dialog.getByLabel("Score from").fill("60");
  await expect(dialog.getByRole("region", { name: "What would be taken" }).getByRole("listitem")).toHaveCount(1);
  for (const wrong of ["", "-5", "101"]) {
    await dialog.getByLabel("Score from").fill(wrong);
    await expect(dialog.getByText("Type a number from 0 to 100.")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Accept", exact: true })).toBeDisabled();
  }
  await dialog.getByLabel("Score from").fill("60");
  await dialog.getByRole("button", { name: "Accept 1 item", exact: true }).click();
  await expect(page.getByText("1 waits", { exact: true })).toBeVisible();
  await expect(present(page, "Frozen")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("2 wait", { exact: true })).toBeVisible();
});

test("on a phone and in both themes it has no serious problems", async ({ page, engine }) => {
  test.skip(engine === "postgres", "What a page looks like is the same on both engines.");
  await page.setViewportSize({ width: 375, height: 812 });
  await openQueue(page);
  await expect(page.getByRole("list", { name: "What it might be" })).toBeVisible();
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousProblems(page)).toEqual([]);
  }
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
});
