import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { seriousProblems } from "./fixtures/axe.ts";
import { makeMovieLibrary } from "./fixtures/library.ts";
import { untilIdle } from "./fixtures/open-jobs.ts";
import { password } from "./fixtures/people.ts";
import { readIfThere } from "./fixtures/read-if-there.ts";
import { type Engine, type Stack, startStack } from "./fixtures/stack.ts";

// This story begins before the first administrator, so it has a Metarr of its own.
const test = base.extend<object, { engine: Engine; fresh: Stack }>({
  engine: ["sqlite", { option: true, scope: "worker" }],
  fresh: [
    async ({ engine }, use) => {
      const stack = await startStack({ engine, simulatorArgs: ["--artwork-scale", "0.1", "--rate", "0"] });
      await use(stack);
      await stack.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

const films = (stack: Stack) => join(stack.mediaDir, "Films");
const inFolder = (folder: string) => (existsSync(folder) ? readdirSync(folder).sort() : []);
const hashOf = (path: string) =>
  existsSync(path) ? createHash("sha256").update(readFileSync(path)).digest("hex") : "none";

async function expectAccessible(page: Page): Promise<void> {
  expect(await seriousProblems(page)).toEqual([]);
}

test("from the set-up to published films, and edits that survive a refresh, a rescan and an upgrade", async ({
  page,
  fresh: stack,
}) => {
  test.setTimeout(240_000);
  await makeMovieLibrary(films(stack), [
    { folder: "Sintel (2010)", file: "Sintel.2010.720p.mkv", media: "h264-1080p-aac.mkv" },
    { folder: "Nosferatu (1922)", file: "Nosferatu (1922).mkv", media: "h264-1080p-dts.mkv" },
    { folder: "Charade (1963)", file: "Charade (1963).webm", media: "vp9-1080p-opus.webm" },
    { folder: "The General (1926)", file: "The General (1926).avi", media: "xvid-480p-mp3.avi" },
  ]);
  const sintel = join(films(stack), "Sintel (2010)");

  await test.step("the first administrator", async () => {
    await page.goto(`${stack.baseUrl}/movies`);
    await expect(page).toHaveURL(/\/setup$/);
    await expectAccessible(page);
    await page.getByRole("textbox", { name: "Name" }).fill("anna");
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByLabel("Password again").fill(password);
    await page.getByRole("button", { name: "Create administrator" }).click();
  });

  await test.step("the key of TMDB, tested", async () => {
    await expect(page).toHaveURL(/\/setup\/provider$/);
    await page.getByLabel("API key or read access token").fill("0123456789abcdef0123456789abcdef");
    await page.getByRole("button", { name: "Test" }).click();
    await expect(page.getByText(/TMDB answers|accepted|works/i).first()).toBeVisible();
    await page.getByRole("button", { name: "Save and go on" }).click();
  });

  await test.step("the first library", async () => {
    await expect(page).toHaveURL(/\/setup\/library$/);
    await page.getByLabel("Folder", { exact: true }).fill("/no/such/folder");
    await page.getByRole("textbox", { name: "Name" }).fill("Films");
    await page.getByRole("radio", { name: "Fully automatic" }).check();
    await page.getByRole("button", { name: "Add library" }).click();
    await expect(page.getByText(/\/no\/such\/folder/).first()).toBeVisible();
    await page.getByLabel("Folder", { exact: true }).fill(films(stack));
    await page.getByRole("button", { name: "Add library" }).click();
    await expect(page).toHaveURL(`${stack.baseUrl}/`);
  });

  await test.step("every film is published", async () => {
    await expect.poll(() => inFolder(sintel), { timeout: 90_000 }).toContain("Sintel.2010.720p-poster.jpg");
    for (const [folder, base] of [
      ["Sintel (2010)", "Sintel.2010.720p"],
      ["Nosferatu (1922)", "Nosferatu (1922)"],
      ["Charade (1963)", "Charade (1963)"],
      ["The General (1926)", "The General (1926)"],
    ] as const) {
      await expect
        .poll(() => inFolder(join(films(stack), folder)), { timeout: 90_000 })
        .toEqual(expect.arrayContaining([`${base}.nfo`, `${base}-poster.jpg`, `${base}-fanart.jpg`]));
    }
    await page.goto(`${stack.baseUrl}/movies`);
    for (const title of ["Sintel", "Nosferatu", "Charade", "The General"]) {
      await expect(page.getByRole("link", { name: new RegExp(`^${title}`) }).first()).toBeVisible();
    }
    await expectAccessible(page);
  });

  await page
    .getByRole("link", { name: /^Sintel/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: /Sintel/ }).first()).toBeVisible();
  const filmUrl = page.url();

  await test.step("a title is edited, and locked by that", async () => {
    await page.goto(`${filmUrl}/edit`);
    await page.getByLabel("Title", { exact: true }).fill("My Sintel");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("button", { name: "Lock Title", exact: true })).toHaveAttribute("aria-pressed", "true");
    await expect
      .poll(() => readIfThere(join(sintel, "Sintel.2010.720p.nfo")), { timeout: 60_000 })
      .toContain("<title>My Sintel</title>");
    await expectAccessible(page);
  });

  const before = hashOf(join(sintel, "Sintel.2010.720p-poster.jpg"));
  let picked = "";
  await test.step("another poster is picked, and published", async () => {
    await page.goto(`${filmUrl}/artwork`);
    await page
      .getByRole("button", { name: /^Choose / })
      .first()
      .click();
    await expect.poll(() => hashOf(join(sintel, "Sintel.2010.720p-poster.jpg")), { timeout: 60_000 }).not.toBe(before);
    picked = hashOf(join(sintel, "Sintel.2010.720p-poster.jpg"));
    await expectAccessible(page);
  });

  await test.step("both survive a refresh that may replace everything unlocked", async () => {
    await page.goto(filmUrl);
    await page.getByRole("button", { name: "Refresh" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /^Replace/ }).check();
    await dialog.getByRole("button", { name: "Refresh" }).click();
    await expect(dialog).toBeHidden();
    await untilIdle(stack);
    await page.goto(filmUrl);
    await expect(page.getByRole("heading", { name: /My Sintel/ }).first()).toBeVisible();
    expect(hashOf(join(sintel, "Sintel.2010.720p-poster.jpg"))).toBe(picked);
  });

  await test.step("and a rescan with a better file under another name", async () => {
    renameSync(join(sintel, "Sintel.2010.720p.mkv"), join(stack.mediaDir, "replaced.mkv"));
    await makeMovieLibrary(films(stack), [
      { folder: "Sintel (2010)", file: "Sintel.2010.2160p.mkv", media: "hevc-2160p-hdr10-eac3.mkv" },
    ]);
    await page.goto(`${stack.baseUrl}/settings/libraries`);
    await page.getByRole("button", { name: "Scan now" }).click();
    await expect
      .poll(() => inFolder(sintel), { timeout: 90_000 })
      .toEqual(expect.arrayContaining(["Sintel.2010.2160p.nfo", "Sintel.2010.2160p-poster.jpg"]));
    await expect.poll(() => inFolder(sintel).filter((name) => name.includes("720p")), { timeout: 30_000 }).toEqual([]);
    await untilIdle(stack);
    expect(hashOf(join(sintel, "Sintel.2010.2160p-poster.jpg"))).toBe(picked);
    expect(readFileSync(join(sintel, "Sintel.2010.2160p.nfo"), "utf8")).toContain("<title>My Sintel</title>");
    await page.goto(filmUrl);
    await expect(page.getByRole("heading", { name: /My Sintel/ }).first()).toBeVisible();
    await expect(page.getByText("2160p").or(page.getByText("4K")).first()).toBeVisible();
  });

  await test.step("an NFO changed outside in a locked field waits for a person", async () => {
    const path = join(sintel, "Sintel.2010.2160p.nfo");
    writeFileSync(path, readFileSync(path, "utf8").replace("<title>My Sintel</title>", "<title>Their Sintel</title>"));
    await page.goto(`${filmUrl}/publish`);
    await expect(page.getByRole("heading", { name: /was changed outside Metarr/ })).toBeVisible();
    await expect(page.getByRole("list", { name: "Differences" })).toContainText("Their Sintel");
    await expect(page.getByRole("button", { name: /^Apply/ })).toBeHidden();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Replace the file with Metarr's values" }).click();
    await expect.poll(() => readIfThere(path), { timeout: 30_000 }).toContain("<title>My Sintel</title>");
    await expect(page.getByText("Everything is published").first()).toBeVisible();
  });

  await test.step("signing out leads back to the sign-in", async () => {
    await page.goto(stack.baseUrl);
    await page.getByRole("button", { name: /anna/ }).first().click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/login/);
  });

  await test.step("nothing is left over", async () => {
    const leftovers = readdirSync(stack.mediaDir, { recursive: true }).filter((name) => String(name).includes(".mtr-"));
    expect(leftovers).toEqual([]);
  });
});
