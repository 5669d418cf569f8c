import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { makeDemoLibrary } from "#cli/demo-library.ts";
import { addPerson, command, password } from "#e2e/fixtures/people.ts";
import { startStack } from "#e2e/fixtures/stack.ts";
import { chromiumArgs, chromiumPath } from "./chromium.ts";

/** Takes the pictures of docs/screenshots from the demo library. Needs a build (npm run build). */
const folder = new URL("../docs/screenshots/", import.meta.url).pathname;
const pages = [
  { name: "dashboard", path: "/" },
  { name: "movies", path: "/movies" },
  { name: "movie", path: "/movies/FILM" },
  { name: "edit", path: "/movies/FILM/edit" },
  { name: "artwork", path: "/movies/FILM/artwork" },
  { name: "cast", path: "/movies/FILM/cast" },
  { name: "history", path: "/movies/FILM/history" },
  { name: "people", path: "/people" },
  { name: "publish", path: "/movies/FILM/publish" },
  { name: "activity", path: "/activity" },
  { name: "libraries", path: "/settings/libraries" },
  { name: "providers", path: "/settings/providers" },
];
const sizes = [
  { width: 1440, height: 900 },
  { width: 375, height: 812 },
];

const stack = await startStack({ engine: "sqlite", env: { TMDB_API_KEY: "demo" } });
try {
  const films = join(stack.mediaDir, "Films");
  makeDemoLibrary(films);
  addPerson(stack, { username: "anna", role: "admin" });
  const library: { id: number } = JSON.parse(
    command(stack, ["library", "add", "--name", "Films", "--path", films, "--automation", "review", "--json"]),
  );
  command(stack, ["run", String(library.id), "--until", "enrich"]);
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: [...chromiumArgs] });
  for (const colorScheme of ["dark", "light"] as const) {
    for (const viewport of sizes) {
      const context = await browser.newContext({ viewport, colorScheme, baseURL: stack.baseUrl });
      const page = await context.newPage();
      await page.addInitScript(`localStorage.setItem("metarr-theme", "${colorScheme}")`);
      await page.goto("/login");
      await page.getByRole("textbox", { name: "Name" }).fill("anna");
      await page.getByLabel("Password", { exact: true }).fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(`${stack.baseUrl}/`);
      await page.goto("/movies");
      const link = await page
        .getByRole("link", { name: /^Sintel/ })
        .first()
        .getAttribute("href");
      for (const { name, path } of pages) {
        await page.goto(path.replace("/movies/FILM", link ?? "/movies"));
        await page.waitForLoadState("networkidle").catch(() => undefined);
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${viewport.width}.png`) });
      }
      await context.close();
    }
  }
  await browser.close();
} finally {
  await stack.stop();
}
