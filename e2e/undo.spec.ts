import { join } from "node:path";
import { seriousProblems } from "./fixtures/axe.ts";
import { makeMovieLibrary } from "./fixtures/library.ts";
import { untilIdle } from "./fixtures/open-jobs.ts";
import { addPerson, command } from "./fixtures/people.ts";
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
  addPerson(stack, { username: "vera", role: "editor" });
  const folder = join(stack.mediaDir, "Films");
  await makeMovieLibrary(folder, [
    { folder: "Sintel (2010)", file: "Sintel.2010.720p.mkv", media: "h264-1080p-aac.mkv" },
    { folder: "Nosferatu (1922)", file: "Nosferatu (1922).mkv", media: "h264-1080p-dts.mkv" },
  ]);
  command(stack, ["library", "add", "--name", "Films", "--path", folder]);
  command(stack, ["run", "Films"]);
  await untilIdle(stack);
});
test.afterAll(async () => await stack.stop());

test("an enrichment is looked at and taken back from its job, and the old values are there again", async ({ page }) => {
  await signInto(page, stack, "vera");
  await page.goto(`${stack.baseUrl}/movies`);
  await page
    .getByRole("link", { name: /^Sintel/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: /Sintel/ }).first()).toBeVisible();
  const filmUrl = page.url();
  await page.goto(`${filmUrl}/edit`);
  const plot = page.getByLabel("Plot", { exact: true });
  await expect(plot).not.toHaveValue("");

  await page.goto(`${filmUrl}/history`);
  const happened = page.getByRole("list", { name: "What happened, newest first" });
  await expect(happened.getByText("Found, and read for the first time")).toBeVisible();
  await expect(happened.getByText(/^Published the NFO and /).first()).toBeVisible();
  const enriched = happened
    .getByRole("listitem")
    .filter({ hasText: "Fetch metadata" })
    .filter({ hasText: /fields/ });
  await enriched.locator("summary").first().click();
  await expect(enriched.getByText("Plot · TMDB")).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  await enriched.getByRole("link", { name: /^Fetch metadata, job/ }).click();

  await expect(page.getByText("What it changed")).toBeVisible();
  await page.getByRole("button", { name: "Undo this job" }).click();
  const preview = page.getByRole("dialog", { name: "Undo" });
  const line = preview.getByRole("row").filter({ hasText: "Plot" });
  await expect(line.getByRole("cell").nth(3)).toContainText("empty");
  expect(await seriousProblems(page)).toEqual([]);
  await preview.getByRole("button", { name: /^Undo \d+ fields$/ }).click();
  await expect(page.getByText(/fields taken back/)).toBeVisible();
  await expect(page.getByText("All that can be taken back was taken back.")).toBeVisible();

  await page.goto(`${filmUrl}/edit`);
  await expect(plot).toHaveValue("");
  await expect(page.getByRole("button", { name: "Lock Plot" })).toHaveAttribute("aria-pressed", "true");
  await page.goto(`${filmUrl}/history`);
  await expect(happened.getByText("Taken back", { exact: true }).first()).toBeVisible();

  // What was taken back by mistake comes back, and its locks are open again.
  await page.getByRole("button", { name: /^Redo: Taken back: \d+ fields$/ }).click();
  const again = page.getByRole("dialog", { name: "Redo" });
  await expect(again.getByRole("row").filter({ hasText: "Plot" }).getByLabel("and is open again")).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  await again.getByRole("button", { name: /^Redo \d+ fields$/ }).click();
  await expect(page.getByText(/fields brought back/)).toBeVisible();
  await page.goto(`${filmUrl}/edit`);
  await expect(plot).not.toHaveValue("");
  await expect(page.getByRole("button", { name: "Lock Plot" })).toHaveAttribute("aria-pressed", "false");
});

test("many films are edited at once and taken back from the message", async ({ page }) => {
  await signInto(page, stack, "vera");
  await page.goto(`${stack.baseUrl}/movies?view=table`);
  await page
    .getByRole("row", { name: /Sintel/ })
    .getByRole("checkbox")
    .click();
  await page
    .getByRole("row", { name: /Nosferatu/ })
    .getByRole("checkbox")
    .click();
  await page.getByRole("region", { name: "Chosen films" }).getByRole("button", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit 2 films" });
  await dialog.getByRole("textbox", { name: "Tags" }).fill("silent");
  await dialog.getByRole("textbox", { name: "Tags" }).press("Enter");
  expect(await seriousProblems(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Edit 2 films" }).click();
  await expect(page.getByText("2 films edited")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The edit is taken back")).toBeVisible();
  await page
    .getByRole("link", { name: /Nosferatu/ })
    .first()
    .click();
  await page.getByRole("link", { name: "History" }).click();
  await expect(page.getByText("Taken back: Tags")).toBeVisible();
});
