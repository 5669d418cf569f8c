import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { seriousProblems } from "./fixtures/axe.ts";
import { makeMovieLibrary, mediaPath } from "./fixtures/library.ts";
import { untilIdle } from "./fixtures/open-jobs.ts";
import { addPerson, command } from "./fixtures/people.ts";
import { signInto } from "./fixtures/sign-into.ts";
import { type Stack, startStack } from "./fixtures/stack.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ mode: "serial" });

let stack: Stack;

const films = [
  { title: "Night of the Living Dead (1968)", id: 1 },
  { title: "Charade (1963)", id: 2 },
];

test.beforeAll(async ({ engine }) => {
  test.setTimeout(240_000);
  stack = await startStack({
    engine,
    env: { TMDB_API_KEY: "0123456789abcdef0123456789abcdef", YTDLP_PATH: "/usr/bin/yt-dlp" },
    simulatorArgs: ["--artwork-scale", "0.1", "--rate", "0"],
  });
  for (const role of ["admin", "editor", "viewer"] as const) addPerson(stack, { username: role, role });
  const folder = join(stack.mediaDir, "Films");
  await makeMovieLibrary(
    folder,
    films.map(({ title }) => ({ folder: title, file: `${title}.mkv`, media: "h264-1080p-aac.mkv" as const })),
  );
  command(stack, ["library", "add", "--name", "Films", "--path", folder, "--automation", "review"]);
  command(stack, ["run", "Films", "--until", "enrich"]);
  await untilIdle(stack);
});
test.afterAll(async () => await stack.stop());

const list = (page: Page) => page.getByRole("list", { name: "Trailers" });
const cards = (page: Page) => list(page).getByRole("listitem");
const chosen = (page: Page) => cards(page).filter({ has: page.getByText("Chosen", { exact: true }) });
const lock = (page: Page) => page.getByRole("button", { name: "Lock the trailer" });
const undo = (page: Page, message: string) =>
  page.locator("[data-sonner-toast]").filter({ hasText: message }).getByRole("button", { name: "Undo" });
const setVideos = (videos: Record<string, number>) =>
  fetch(`${stack.simulatorUrl}/_control/videos`, { method: "POST", body: JSON.stringify(videos) });

async function choose(page: Page, card: Locator, item: RegExp): Promise<void> {
  await card.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** Plays and closes it again; the browser asks for parts of the file and reads what it is. */
async function play(page: Page, card: Locator): Promise<void> {
  const asked = page.waitForResponse((answer) => /\/api\/trailers\/\d+\/video$/.test(answer.url()));
  await card.getByRole("button", { name: /^Play / }).click();
  const answer = await asked;
  expect(answer.status()).toBe(206);
  expect(answer.headers()["content-range"]).toMatch(/^bytes 0-/);
  const video = page.getByRole("dialog").locator("video");
  await expect.poll(() => video.evaluate((each: HTMLVideoElement) => each.readyState)).toBeGreaterThan(0);
  expect(await video.evaluate((each: HTMLVideoElement) => each.duration)).toBeGreaterThan(0.5);
  expect(await seriousProblems(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

const sizes = [
  { width: 1440, height: 900, film: films[0] },
  { width: 375, height: 812, film: films[1] },
];

for (const { width, height, film } of sizes) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height }, hasTouch: width === 375 });

    test("trailers are chosen, brought, played, locked, tested, deleted and taken back", async ({ page }) => {
      test.setTimeout(240_000);
      page.setDefaultTimeout(20_000);
      await signInto(page, stack, "editor");
      await page.goto(`${stack.baseUrl}/movies/${film?.id}`);
      await page.getByRole("navigation", { name: "Film" }).getByRole("link", { name: "Trailers" }).click();
      await expect(cards(page).first()).toBeVisible();
      expect(await seriousProblems(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);

      await test.step("the best one is chosen and downloaded by itself; its score says why", async () => {
        await expect(chosen(page)).toContainText(/1 min 30 s.*1080p.*English.*TMDB · YouTube/);
        await expect(chosen(page).getByText("Downloaded", { exact: true })).toBeVisible();
        await expect(lock(page)).toHaveAttribute("aria-pressed", "false");
        await chosen(page)
          .getByRole("button", { name: /^Score \d+ of 190/ })
          .click();
        await expect(page.getByText("190 / 190")).toBeVisible();
        await page.keyboard.press("Escape");
      });

      await test.step("an address is taken, and another place refused", async () => {
        await page.getByRole("button", { name: "Paste an address" }).click();
        const address = page.getByLabel("Address of the video");
        await address.fill("https://example.org/page");
        await page.getByRole("button", { name: "Use it" }).click();
        await expect(page.getByText("Only YouTube, Vimeo and addresses of a video file")).toBeVisible();
        await address.fill("https://youtu.be/sim00000603");
        await page.getByRole("button", { name: "Use it" }).click();
        await expect(page.getByText("Your trailer is chosen and locked")).toBeVisible();
        await expect(chosen(page)).toContainText("Yours · YouTube");
        await expect(chosen(page).getByText("Downloaded", { exact: true })).toBeVisible({ timeout: 90_000 });
        await expect(chosen(page)).toContainText("Trailer sim00000603");
      });

      await test.step("a file is uploaded with its progress, after one that was cancelled", async () => {
        const line = await page.context().newCDPSession(page);
        const conditions = { offline: false, latency: 0, downloadThroughput: -1 };
        await line.send("Network.emulateNetworkConditions", { ...conditions, uploadThroughput: 1000 });
        const input = page.getByLabel("Upload a video");
        const video = {
          name: "my own.webm",
          mimeType: "video/webm",
          buffer: readFileSync(mediaPath("vp9-1080p-opus.webm")),
        };
        await input.setInputFiles(video);
        await page.getByRole("button", { name: "Cancel the upload" }).click();
        await expect(page.getByRole("progressbar", { name: /^Uploading/ })).toHaveCount(0);
        await expect(cards(page).filter({ hasText: "my own.webm" })).toHaveCount(0);
        await input.setInputFiles(video);
        await expect(page.getByRole("progressbar", { name: "Uploading my own.webm" })).toBeVisible();
        await line.send("Network.emulateNetworkConditions", { ...conditions, uploadThroughput: -1 });
        await expect(chosen(page)).toContainText("my own.webm", { timeout: 60_000 });
        await expect(chosen(page).getByText("Downloaded", { exact: true })).toBeVisible({ timeout: 60_000 });
        await expect(chosen(page)).toContainText("Your upload");
      });

      await test.step("it is played from this server, in parts", () => play(page, chosen(page)));

      await test.step("a file that is no video is refused", async () => {
        await page.getByLabel("Upload a video").setInputFiles(mediaPath("broken-html.mp4"));
        await expect(page.getByText("The uploaded file is not an MP4, WebM or Matroska video.")).toBeVisible();
      });

      await test.step("another one is used at once, and that is taken back", async () => {
        await cards(page).filter({ hasText: "Yours · YouTube" }).getByRole("button", { name: /^Use / }).click();
        await expect(chosen(page)).toContainText("Yours · YouTube");
        await undo(page, "The trailer is chosen and locked").click();
        await expect(chosen(page)).toContainText("my own.webm");
      });

      await test.step("it is unlocked by its button and locked by its key", async () => {
        await lock(page).click();
        await expect(lock(page)).toHaveAttribute("aria-pressed", "false");
        await expect(page.getByText("The best one is chosen by itself")).toBeVisible();
        await page.keyboard.press("l");
        await expect(lock(page)).toHaveAttribute("aria-pressed", "true");
      });

      await test.step("one that is gone is found by a test, and tried again when it is back", async () => {
        const card = cards(page).filter({ hasText: "Yours · YouTube" });
        await setVideos({ sim00000603: 404 });
        await choose(page, card, /^Test/);
        await expect(card.getByText("No longer there", { exact: true })).toBeVisible({ timeout: 60_000 });
        expect(await seriousProblems(page)).toEqual([]);
        await setVideos({});
        await card.getByRole("button", { name: /^Try again: / }).click();
        await expect(card.getByText("Downloaded", { exact: true })).toBeVisible({ timeout: 60_000 });
      });

      await test.step("one is deleted, and that is taken back", async () => {
        await choose(page, cards(page).filter({ hasText: "my own.webm" }), /^Delete/);
        await expect(cards(page).filter({ hasText: "my own.webm" })).toHaveCount(0);
        await undo(page, "The trailer is deleted from the list").click();
        await expect(chosen(page)).toContainText("my own.webm");
      });

      await test.step("the history tells it", async () => {
        await page.goto(`${stack.baseUrl}/movies/${film?.id}/history`);
        await expect(page.getByText("Trailer chosen", { exact: true }).first()).toBeVisible();
      });
    });
  });
}

test("a viewer sees and plays trailers, and changes none", async ({ page }) => {
  await signInto(page, stack, "viewer");
  await page.goto(`${stack.baseUrl}/movies/1/trailers`);
  await expect(chosen(page)).toContainText("my own.webm");
  await expect(lock(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^(Use|Download|More for|Try again:) / })).toHaveCount(0);
  await expect(page.getByLabel("Upload a video")).toHaveCount(0);
  await play(page, chosen(page));
  const refused = await page.request.post(`${stack.baseUrl}/api/movies/1/trailers`, {
    data: readFileSync(mediaPath("h264-scope-aac.mp4")),
    headers: { origin: stack.baseUrl, "content-type": "application/octet-stream" },
  });
  expect(refused.status()).toBe(403);
});

test("S21: a large upload arrives whole on the disk, and what is no video after all is said to be none", async ({
  page,
}) => {
  await signInto(page, stack, "editor");
  // Begins like one, and is nothing.
  const bytes = Buffer.alloc(60 * 1024 * 1024);
  readFileSync(mediaPath("vp9-1080p-opus.webm")).copy(bytes, 0, 0, 64);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await stack.stopWorker();
  const sent = await page.request.post(`${stack.baseUrl}/api/movies/2/trailers?name=large.webm`, {
    data: bytes,
    headers: { origin: stack.baseUrl, "content-type": "application/octet-stream" },
    timeout: 60_000,
  });
  expect(sent.status()).toBe(200);
  const kept = readFileSync(join(stack.dataDir, "cache/uploads", sha256));
  expect(createHash("sha256").update(kept).digest("hex")).toBe(sha256);
  stack.startWorker();
  await page.goto(`${stack.baseUrl}/movies/2/trailers`);
  const card = cards(page).filter({ hasText: "large.webm" });
  await expect(card.getByText("Failed", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(card).not.toContainText(stack.dataDir);
  await expect(card.getByText(/^No picture was found in the uploaded file/)).toBeVisible();
});
