import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { untilIdle } from "#e2e/fixtures/open-jobs.ts";
import { command } from "#e2e/fixtures/people.ts";
import type { Stack } from "#e2e/fixtures/stack.ts";
import { jpeg, posterSize } from "#lib/artwork/testing.ts";
import { startReceiver } from "#lib/notifications/testing.ts";
import { playerToken, type SimulatedPlayers, startPlayers } from "#simulator/players/start.ts";
import { radarrHealth, radarrTest, radarrUpgrade } from "#simulator/webhooks/testing-radarr.ts";
import { sendWebhook } from "#simulator/webhooks/testing-send.ts";

/** For pictures of the pages: what comes together in a household within some weeks. */
export async function liveIn(page: Page, { stack, films, shows }: { stack: Stack; films: string; shows: string }) {
  const receiver = await startReceiver();
  const players = await startPlayers({
    libraries: [
      { folder: films, content: "movies" },
      { folder: shows, content: "tvshows" },
    ],
    kodiPassword: playerToken,
  });
  await askAboutChanges(page);
  await connectPlayers(page, players);
  await addChannel(page, receiver.url);
  // What somebody put there before Metarr comes into the recycle bin.
  for (const folder of ["Metropolis (1927)", "Charade (1963)", "Spring (2019)"]) {
    const video = readdirSync(join(films, folder)).find((name) => /\.(mkv|m4v|mp4)$/.test(name)) ?? folder;
    const poster = `${video.replace(/\.\w+$/, "")}-poster.jpg`;
    writeFileSync(join(films, folder, poster), await jpeg(folder.length, posterSize));
  }
  for (const library of ["Films", "Series"]) command(stack, ["publish", library]);
  await receiveEvents(page, films);
  await untilIdle(stack);
  await page.goto("/settings/backup");
  await page.getByRole("button", { name: "Back up now" }).click();
  await expect(page.getByRole("list", { name: "Backups" }).getByText("Verified")).toBeVisible({ timeout: 60_000 });
  await changeOutside(films);
  command(stack, ["publish", "Films"]);
  damage(shows);
  command(stack, ["verify", "Series"]);
  await untilIdle(stack);
  return async () => {
    await players.close();
    await receiver.close();
  };
}

async function askAboutChanges(page: Page): Promise<void> {
  await page.goto("/settings/libraries/1");
  const ask = (name: string) => page.getByRole("group", { name }).getByRole("radio", { name: "Ask" });
  await ask("NFO changed by somebody else").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Films is saved")).toBeVisible();
  await page.goto("/settings/libraries/1");
  await ask("Picture replaced by somebody else").check();
  await page.getByRole("button", { name: "Save publishing" }).click();
  await expect(page.getByText("The publishing settings are saved")).toBeVisible();
}

async function connectPlayers(page: Page, { kodi, jellyfin }: SimulatedPlayers): Promise<void> {
  const save = async (name: string) => {
    await page.getByRole("button", { name: "Save player" }).click();
    await expect(page.getByRole("region", { name })).toBeVisible();
  };
  await page.goto("/settings/players/new");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Living room");
  await page.getByRole("textbox", { name: "Address" }).fill(kodi.url);
  await page.getByRole("textbox", { name: "User name" }).fill("kodi");
  await page.getByRole("textbox", { name: "Password" }).fill(playerToken);
  await save("Living room");
  await page.goto("/settings/players/new");
  await page.getByRole("combobox", { name: "Type" }).click();
  await page.getByRole("option", { name: "Jellyfin" }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Jellyfin");
  await page.getByRole("textbox", { name: "Address" }).fill(jellyfin.url);
  await page.getByRole("textbox", { name: "API key" }).fill(playerToken);
  await save("Jellyfin");
}

async function addChannel(page: Page, url: string): Promise<void> {
  await page.goto("/settings/notifications");
  await page.getByRole("button", { name: "Add channel" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a channel" });
  await dialog.getByRole("textbox", { name: "Address" }).fill(`${url}/hook`);
  await dialog.getByRole("textbox", { name: "Name" }).fill("Home server");
  await dialog.getByRole("button", { name: "Add channel" }).click();
  await expect(page.getByRole("switch", { name: "Send to Home server" })).toBeChecked();
}

async function receiveEvents(page: Page, films: string): Promise<void> {
  await page.goto("/settings/webhooks");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Radarr");
  await page.getByRole("button", { name: "Add source" }).click();
  const secret = (await page.getByText(/^mtrh_/).innerText()).trim();
  const url = (await page.getByTitle(/\/api\/webhooks\/\d+$/).getAttribute("title")) ?? "";
  const folderPath = join(films, "His Girl Friday (1940)");
  const path = join(folderPath, "His Girl Friday (1940).mkv");
  const film = { title: "His Girl Friday", year: 1940, tmdbId: 3085, imdbId: "tt0032599", folderPath };
  for (const event of [radarrTest(), radarrHealth(), radarrUpgrade({ ...film, from: `${path}.old`, path })]) {
    expect((await sendWebhook({ url, secret, event })).status).toBe(202);
  }
}

/** Somebody edits an NFO with another program, and puts a poster of their own there. */
async function changeOutside(films: string): Promise<void> {
  const nfo = join(films, "Safety Last! (1923)", "Safety Last! (1923).nfo");
  writeFileSync(nfo, readFileSync(nfo, "utf8").replace(/<title>[^<]*/, "<title>Safety Last"));
  const poster = join(films, "Metropolis (1927)", "Metropolis (1927)-poster.jpg");
  writeFileSync(poster, await jpeg(41, posterSize));
}

/** A disk that fails changes a byte, and a file is lost. */
function damage(shows: string): void {
  const path = join(shows, "Pioneer One (2010)", "poster.jpg");
  const [bytes, facts] = [readFileSync(path), statSync(path)];
  bytes[100] = (bytes[100] ?? 0) ^ 0xff;
  writeFileSync(path, bytes);
  utimesSync(path, facts.atime, (Math.floor(facts.mtimeMs) + 0.5) / 1000);
  rmSync(join(shows, "Pioneer One (2010)", "season01-poster.jpg"));
}
