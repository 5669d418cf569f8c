import { join } from "node:path";
import type { Page } from "@playwright/test";
import { seriousProblems } from "./fixtures/axe.ts";
import { makeMovieLibrary } from "./fixtures/library.ts";
import { untilIdle } from "./fixtures/open-jobs.ts";
import { addPerson, command, password } from "./fixtures/people.ts";
import { readIfThere } from "./fixtures/read-if-there.ts";
import { type Stack, startStack } from "./fixtures/stack.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ mode: "serial" });

let stack: Stack;
const folder = () => join(stack.mediaDir, "Films", "Night of the Living Dead (1968)");
const nfo = () => readIfThere(join(folder(), "Night of the Living Dead (1968).nfo"));
/** Names of the actors as the published NFO has them. */
const published = () =>
  [...nfo().matchAll(/<actor>\s*<name>(.*?)<\/name>/g)].map(([, name = ""]) => name.replaceAll("&#39;", "'"));

test.beforeAll(async ({ engine }) => {
  test.setTimeout(180_000);
  stack = await startStack({
    engine,
    env: { TMDB_API_KEY: "0123456789abcdef0123456789abcdef" },
    simulatorArgs: ["--artwork-scale", "0.1", "--rate", "0"],
  });
  for (const role of ["admin", "editor", "viewer"] as const) addPerson(stack, { username: role, role });
  const films = join(stack.mediaDir, "Films");
  await makeMovieLibrary(films, [
    {
      folder: "Night of the Living Dead (1968)",
      file: "Night of the Living Dead (1968).mkv",
      media: "h264-1080p-aac.mkv",
    },
  ]);
  command(stack, ["library", "add", "--name", "Films", "--path", films, "--automation", "full"]);
  command(stack, ["run", "Films"]);
  await expect.poll(published, { timeout: 90_000 }).toContain("Duane Jones");
  await untilIdle(stack);
});
test.afterAll(async () => await stack.stop());

async function signInto(page: Page, username: string): Promise<void> {
  await page.goto(`${stack.baseUrl}/login`);
  await page.getByRole("textbox", { name: "Name" }).fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${stack.baseUrl}/`);
}

/** Presses that follow each other faster are one. */
const doublePressMs = 500;

const handles = (page: Page) => page.getByRole("button", { name: /^Move / });
const order = async (page: Page) =>
  (await handles(page).evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label") ?? "")))
    .slice(0, 3)
    .map((label) => label.replace("Move ", ""));

test("a cast is arranged by keys, roles are typed, people come and go, and a refresh keeps it", async ({ page }) => {
  test.setTimeout(180_000);
  await signInto(page, "editor");
  await page.goto(`${stack.baseUrl}/movies/1/cast`);
  await expect.poll(() => order(page)).toEqual(["Duane Jones", "Judith O'Dea", "Karl Hardman"]);
  expect(await seriousProblems(page)).toEqual([]);

  await test.step("Karl Hardman is carried to the top", async () => {
    const handle = page.getByRole("button", { name: "Move Karl Hardman", exact: true });
    await handle.focus();
    await page.keyboard.press("Space");
    await expect(handle).toHaveAttribute("aria-pressed", "true");
    await expect(page.getByText(/Karl Hardman is .*place 3 of/)).toBeAttached();
    await page.keyboard.press("ArrowUp");
    await expect(page.getByText(/Karl Hardman is over place 2/)).toBeAttached();
    await page.keyboard.press("ArrowUp");
    await expect(page.getByText(/Karl Hardman is over place 1/)).toBeAttached();
    await page.keyboard.press("Space");
    await expect.poll(() => order(page)).toEqual(["Karl Hardman", "Duane Jones", "Judith O'Dea"]);
    await expect(page.getByText("The order is saved and locked")).toBeVisible();
    await expect(page.getByRole("button", { name: "Lock Order" })).toHaveAttribute("aria-pressed", "true");
  });

  await test.step("a role is typed, and locked by that", async () => {
    const role = page.getByRole("textbox", { name: "Role of Duane Jones" });
    await role.fill("Ben, the hero");
    await role.press("Enter");
    await expect(page.getByText("The role of Duane Jones is saved and locked")).toBeVisible();
    await expect(page.getByRole("button", { name: "Lock role of Duane Jones" })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
  });

  await test.step("somebody new is added", async () => {
    await page.getByRole("button", { name: "Add somebody" }).click();
    await page.getByPlaceholder("Type a name").fill("Zora Newcomer");
    await page.getByRole("option", { name: /Zora Newcomer/ }).click();
    await expect(page.getByRole("button", { name: "Move Zora Newcomer", exact: true })).toBeVisible();
  });

  await test.step("somebody is removed, restored, and removed again by taking that back", async () => {
    await page.getByRole("button", { name: "Remove Judith O'Dea" }).click();
    const restore = page.getByRole("button", { name: "Restore Judith O'Dea" });
    await restore.click();
    await expect(page.getByRole("button", { name: "Move Judith O'Dea", exact: true })).toBeVisible();
    await expect(restore).toHaveCount(0);
    const toast = page.getByRole("listitem").filter({ hasText: "Judith O'Dea is in the cast again" });
    await toast.getByRole("button", { name: "Undo" }).click();
    await expect(restore).toBeVisible();
  });

  await test.step("a double click takes one person out, not the next one too", async () => {
    const restore = page.getByRole("button", { name: /^Restore / });
    await expect(restore).toHaveCount(1);
    await page.getByRole("button", { name: "Remove Duane Jones" }).dblclick();
    await expect(restore).toHaveCount(2);
    await expect(page.getByRole("button", { name: "Restore Duane Jones" })).toBeVisible();
    // Restoring slides what is removed away under the pointer as well.
    await page.waitForTimeout(doublePressMs);
    await page.getByRole("button", { name: "Restore Duane Jones" }).dblclick();
    await expect(restore).toHaveCount(1);
    await expect.poll(() => order(page)).toEqual(["Karl Hardman", "Duane Jones", "Marilyn Eastman"]);
  });

  await test.step("who is in the cast is found there and not offered as somebody new; who is out is restored", async () => {
    await page.getByRole("button", { name: "Add somebody" }).click();
    const search = page.getByPlaceholder("Type a name");
    const offered = page.getByRole("option");
    await search.fill("duane jones");
    await expect(page.getByRole("listbox")).toHaveAttribute("aria-busy", "false");
    await expect(offered).toHaveText([/Duane Jones.*in the cast/]);
    await expect(offered).toHaveAttribute("aria-disabled", "true");
    expect(await seriousProblems(page)).toEqual([]);
    await search.fill("Judith O'Dea");
    await expect(page.getByRole("listbox")).toHaveAttribute("aria-busy", "false");
    await expect(offered).toHaveText([/Judith O'Dea.*Restore/]);
    await search.fill("judith");
    await expect(offered).toHaveText([/Judith O'Dea.*Restore/, /Judith Ridley.*in the cast/, /as somebody new/]);
    await offered.first().click();
    await expect(page.getByRole("button", { name: "Move Judith O'Dea", exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Remove Judith O'Dea" }).click();
    await expect(page.getByRole("button", { name: "Restore Judith O'Dea" })).toBeVisible();
  });

  await test.step("the published NFO has this cast", async () => {
    await expect.poll(() => published().slice(0, 2), { timeout: 60_000 }).toEqual(["Karl Hardman", "Duane Jones"]);
    await expect.poll(() => published().at(-1), { timeout: 60_000 }).toBe("Zora Newcomer");
    await expect.poll(published, { timeout: 60_000 }).not.toContain("Judith O'Dea");
  });

  await test.step("a refresh that replaces what is not locked keeps it", async () => {
    await page.goto(`${stack.baseUrl}/movies/1`);
    await page.getByRole("button", { name: "Refresh" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /^Replace/ }).check();
    await dialog.getByRole("button", { name: "Refresh" }).click();
    await expect(dialog).toHaveCount(0);
    await untilIdle(stack);
    await page.goto(`${stack.baseUrl}/movies/1/cast`);
    await expect.poll(() => order(page)).toEqual(["Karl Hardman", "Duane Jones", "Marilyn Eastman"]);
    await expect(page.getByRole("textbox", { name: "Role of Duane Jones" })).toHaveValue("Ben, the hero");
    await expect(page.getByRole("button", { name: "Move Zora Newcomer", exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: "Restore Judith O'Dea" })).toBeVisible();
    expect(published()).not.toContain("Judith O'Dea");
  });

  await test.step("the history tells it", async () => {
    await page.goto(`${stack.baseUrl}/movies/1/history`);
    // Each change of the cast is an entry of its own that says what changed, and can be taken back.
    const happened = page.getByRole("list", { name: "What happened, newest first" });
    await expect(happened.getByText("Cast · Karl Hardman moved from place 3 to 1", { exact: true })).toBeVisible();
    await expect(happened.getByText("Cast · Added: Zora Newcomer", { exact: true })).toBeVisible();
    await expect(happened.getByText("Cast · Removed: Judith O'Dea", { exact: true }).first()).toBeVisible();
    await expect(happened.getByText(/^Cast · Role of Duane Jones: from “.*” to “Ben, the hero”$/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Undo: Cast" }).first()).toBeVisible();
  });
});

test("a person's page tells who it is, and two people are made one and told apart again", async ({ page }) => {
  await signInto(page, "editor");
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await expect(page.getByRole("heading", { name: "People", level: 1 })).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByRole("searchbox", { name: "Search in this list" }).fill("duane");
  await expect(page.getByRole("list", { name: "People" }).getByRole("listitem")).toHaveCount(1);
  await page.getByRole("link", { name: /Duane Jones/ }).click();
  await expect(page.getByRole("heading", { name: "Duane Jones", level: 1 })).toBeVisible();
  // Asked for by the first look at the page.
  await expect(page.getByText(/Duane Jones worked on/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("heading", { name: /^Films/ })).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);

  await page.getByRole("button", { name: "Merge" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByPlaceholder("Type a name").fill("zora");
  await dialog.getByRole("option", { name: /Zora Newcomer/ }).click();
  await dialog.getByRole("button", { name: "Merge" }).click();
  await expect(page.getByRole("heading", { name: "Other names" })).toBeVisible();
  await page.getByRole("link", { name: "History" }).click();
  const happened = page.getByRole("list", { name: "What happened, newest first" });
  await expect(happened.getByText(/Biography/).first()).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Undo: “Zora Newcomer” was merged into this person" }).click();
  await dialog.getByRole("button", { name: "Undo 1 field" }).click();
  await expect(happened.getByText("“Zora Newcomer” is a person of their own again")).toBeVisible();
  await page.getByRole("link", { name: "Titles" }).click();
  await expect(page.getByRole("heading", { name: /^Films/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Other names" })).toHaveCount(0);
  await page.goto(`${stack.baseUrl}/movies/1/cast`);
  await expect(page.getByRole("button", { name: "Move Zora Newcomer", exact: true })).toBeVisible();
});

test("a viewer sees people and changes nothing", async ({ page }) => {
  await signInto(page, "viewer");
  await page.goto(`${stack.baseUrl}/movies/1/cast`);
  await expect(page.getByRole("link", { name: "Karl Hardman" }).first()).toBeVisible();
  await expect(handles(page)).toHaveCount(0);
  await page.getByRole("link", { name: "Karl Hardman" }).first().click();
  await expect(page.getByRole("heading", { name: "Karl Hardman", level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: "Merge" })).toHaveCount(0);
});
