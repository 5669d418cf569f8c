import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { seriousProblems } from "./fixtures/axe.ts";
import { addPerson, signIn } from "./fixtures/people.ts";
import { send } from "./fixtures/send.ts";
import { signInto } from "./fixtures/sign-into.ts";
import { type Stack, startStack } from "./fixtures/stack.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ mode: "serial" });

let stack: Stack;
let folder = "";
test.beforeAll(async ({ engine }) => {
  stack = await startStack({ engine });
  folder = join(stack.mediaDir, "Series");
  // Without an administrator everything leads to the set-up.
  for (const role of ["admin", "editor", "viewer"] as const) addPerson(stack, { username: role, role });
  const made = spawnSync(process.execPath, ["e2e/fixtures/example-shows.ts", folder], {
    env: stack.env,
    encoding: "utf8",
  });
  expect(made.status, made.stderr).toBe(0);
});
test.afterAll(async () => await stack.stop());

test("from the list of series to an episode and on to the next", async ({ page }) => {
  await signInto(page, stack, "editor");
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page.getByRole("heading", { name: "Series", level: 1 })).toBeVisible();
  await expect(page.getByRole("list", { name: "Series" }).getByRole("article")).toHaveCount(3);
  await page.getByRole("searchbox", { name: "Search in this list" }).fill("tide");
  await expect(page.getByRole("list", { name: "Series" }).getByRole("article")).toHaveCount(1);
  await page.getByRole("link", { name: /The Long Tide/ }).click();
  await expect(page.getByRole("heading", { name: "The Long Tide (2016)", level: 1 })).toBeVisible();

  // A portrait where there is one, initials for the others.
  const cast = page.getByRole("list", { name: "Cast" });
  await expect(cast.locator("img")).toHaveCount(1);
  await expect(cast.getByText("TR", { exact: true })).toBeVisible();

  const monitored = page.getByRole("switch", { name: "Monitored" });
  await monitored.click();
  await expect(page.getByText("Not monitored")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(monitored).toBeChecked();

  await page.getByRole("link", { name: /^Season 1 / }).click();
  const table = page.getByRole("table", { name: "Episodes of Season 1" });
  await expect(table.getByRole("row", { name: /The Lost Winter.*Missing/ })).toBeVisible();
  await expect(table.getByRole("link", { name: /The Lost Winter/ })).toHaveCount(0);
  await table
    .getByRole("link", { name: /A Ledger of Small Debts/ })
    .first()
    .click();
  await expect(page.getByText("This file also holds")).toBeVisible();
  await page.getByRole("link", { name: /^Next episode: S01E04/ }).click();
  await expect(page.getByRole("heading", { name: "Neap", level: 2 })).toBeVisible();
  await expect(page.getByText(`${folder}/The Long Tide (2016)/S01E03-E04.mkv`)).toBeAttached();
});

test("the palette finds series, and a phone shows every page without serious problems", async ({ page, engine }) => {
  test.skip(engine === "postgres", "What a page looks like is the same on both engines.");
  await page.setViewportSize({ width: 375, height: 812 });
  await signInto(page, stack, "viewer");
  await page.keyboard.press("/");
  await page.getByRole("combobox", { name: "Search" }).fill("half past");
  await page
    .getByRole("option", { name: /Half Past Late/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: "Half Past Late (2024)" })).toBeVisible();
  for (const path of ["", "/1", "/1/seasons/1", "/1/seasons/1/episodes/1"]) {
    await page.goto(`${stack.baseUrl}/series${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await seriousProblems(page), path).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBe(375);
  }
});

test("who may only look sees no path, and what does not exist answers 404", async () => {
  const cookie = await signIn(stack, "viewer");
  const open = (path: string) => send(`${stack.baseUrl}/series${path}`, { headers: { cookie } });
  for (const path of ["/1", "/1/files", "/1/artwork", "/1/history", "/1/seasons/1", "/1/seasons/1/episodes/1"]) {
    const answer = await open(path);
    expect(answer.status, path).toBe(200);
    expect(answer.body, path).not.toContain(folder);
  }
  expect((await open("/1")).body).not.toContain("Scan library");
  for (const path of [
    "/99",
    "/0",
    "/x",
    "/1e3",
    "/1/seasons/99",
    "/1/seasons/x",
    "/1/seasons/1/episodes/99",
    "/99/seasons/1",
  ])
    expect((await open(path)).status, path).toBe(404);
});
