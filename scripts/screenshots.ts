import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { makeDemoLibrary, makeDemoSeries } from "#cli/demo-library.ts";
import { addPerson, command } from "#e2e/fixtures/people.ts";
import { signInto } from "#e2e/fixtures/sign-into.ts";
import { startStack } from "#e2e/fixtures/stack.ts";
import { chromiumArgs, chromiumPath } from "./chromium.ts";
import { liveIn } from "./lived-in.ts";

/**
 * Takes the pictures of docs/screenshots from the demo library. Needs a build (npm run build). Arguments name those that
 * are wanted; without any it takes all.
 */
const folder = new URL("../docs/screenshots/", import.meta.url).pathname;
const wanted = process.argv.slice(2);

type Shot = { name: string; path: string; prepare?: (page: Page) => Promise<unknown> };
const plannedPages: Shot[] = [
  { name: "dashboard", path: "/" },
  { name: "movies", path: "/movies" },
  { name: "movie", path: "/movies/FILM" },
  { name: "edit", path: "/movies/FILM/edit" },
  { name: "artwork", path: "/movies/FILM/artwork" },
  { name: "artwork-compare", path: "/movies/FILM/artwork", prepare: compare },
  { name: "series-artwork", path: "/series/SHOW/artwork?season=1" },
  { name: "trailers", path: "/movies/FILM/trailers" },
  { name: "cast", path: "/movies/FILM/cast" },
  { name: "history", path: "/movies/FILM/history" },
  { name: "people", path: "/people" },
  { name: "publish", path: "/movies/FILM/publish" },
  { name: "activity", path: "/activity" },
  { name: "libraries", path: "/settings/libraries" },
  { name: "providers", path: "/settings/providers" },
  { name: "library-plan", path: "/publish?library=1", prepare: untilCompared },
];
/** Of a Metarr that was published, changed outside, and has players and programs around it. */
const livedInPages: Shot[] = [
  { name: "outside", path: "/review/outside", prepare: compareNfo },
  { name: "recycle-bin", path: "/recycle-bin" },
  { name: "verify", path: "/verify" },
  { name: "players", path: "/settings/players" },
  { name: "webhooks", path: "/settings/webhooks" },
  { name: "schedules", path: "/settings/schedules" },
  { name: "notifications", path: "/settings/notifications" },
  { name: "backup", path: "/settings/backup" },
];
const isWanted = ({ name }: Shot) => wanted.length === 0 || wanted.includes(name);

/** The second poster beside the chosen one. */
async function compare(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Choose Poster 2 / }).focus();
  await page.keyboard.press("c");
  await page.getByRole("figure").first().waitFor();
  await page.getByText("Loading the full size").first().waitFor({ state: "hidden" });
}

/** Both sides of an NFO that somebody changed. */
async function compareNfo(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Compare NFO/ }).click();
  await page.getByRole("button", { name: "Use the values of the file" }).waitFor();
}

/** Once all items of the library were looked at. */
async function untilCompared(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Stop" }).waitFor({ state: "hidden" });
}

const sizes = [
  { width: 1440, height: 900 },
  { width: 375, height: 812 },
];

const ytdlp = "/usr/bin/yt-dlp";
const stack = await startStack({
  engine: "sqlite",
  env: { TMDB_API_KEY: "demo", ...(existsSync(ytdlp) ? { YTDLP_PATH: ytdlp } : {}) },
});
try {
  const films = join(stack.mediaDir, "Films");
  makeDemoLibrary(films);
  const shows = join(stack.mediaDir, "Series");
  makeDemoSeries(shows);
  addPerson(stack, { username: "anna", role: "admin" });
  const library: { id: number } = JSON.parse(
    command(stack, ["library", "add", "--name", "Films", "--path", films, "--automation", "review", "--json"]),
  );
  command(stack, ["run", String(library.id), "--until", "enrich"]);
  command(stack, ["library", "add", "--name", "Series", "--path", shows, "--type", "tv", "--automation", "review"]);
  command(stack, ["run", "Series", "--until", "enrich"]);
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: [...chromiumArgs] });
  await takeAll(browser, plannedPages.filter(isWanted));
  if (livedInPages.some(isWanted)) {
    const context = await browser.newContext({ baseURL: stack.baseUrl });
    const page = await context.newPage();
    await signInto(page, stack, "anna");
    const leave = await liveIn(page, { stack, films, shows });
    await context.close();
    await takeAll(browser, livedInPages.filter(isWanted));
    await leave();
  }
  await browser.close();
} finally {
  await stack.stop();
}

async function takeAll(browser: Browser, shots: readonly Shot[]): Promise<void> {
  for (const colorScheme of shots.length > 0 ? (["dark", "light"] as const) : []) {
    for (const viewport of sizes) {
      const context = await browser.newContext({ viewport, colorScheme, baseURL: stack.baseUrl });
      const page = await context.newPage();
      await page.addInitScript(`localStorage.setItem("metarr-theme", "${colorScheme}")`);
      await signInto(page, stack, "anna");
      const first = async (list: string, name: RegExp) => {
        await page.goto(list);
        return (await page.getByRole("link", { name }).first().getAttribute("href")) ?? list;
      };
      const [film, show] = [await first("/movies", /^Sintel/), await first("/series", /^Pioneer One/)];
      for (const { name, path, prepare } of shots) {
        await page.goto(path.replace("/movies/FILM", film).replace("/series/SHOW", show));
        await page.waitForLoadState("networkidle").catch(() => undefined);
        await prepare?.(page);
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${viewport.width}.png`) });
      }
      await context.close();
    }
  }
}
