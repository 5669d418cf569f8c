import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { jpeg, posterSize } from "#lib/artwork/testing.ts";
import { playerToken, type SimulatedPlayers, startPlayers } from "#simulator/players/start.ts";
import { radarrUpgrade } from "#simulator/webhooks/testing-radarr.ts";
import { sendWebhook } from "#simulator/webhooks/testing-send.ts";
import { makeMovieLibrary, mediaPath } from "./fixtures/library.ts";
import { untilIdle } from "./fixtures/open-jobs.ts";
import { addPerson, command } from "./fixtures/people.ts";
import { bytesIfThere, readIfThere } from "./fixtures/read-if-there.ts";
import { signInto } from "./fixtures/sign-into.ts";
import { type Stack, startStack } from "./fixtures/stack.ts";
import { expect, test } from "./fixtures/test.ts";

const title = "Night of the Living Dead (1968)";
const [N, upgraded] = [title, `${title} 2160p`];
let stack: Stack;
let players: SimulatedPlayers;
let film = "";
const at = (name: string) => join(film, name);

test.beforeAll(async ({ engine }) => {
  test.setTimeout(240_000);
  stack = await startStack({
    engine,
    env: { TMDB_API_KEY: "demo" },
    simulatorArgs: ["--artwork-scale", "0.1", "--rate", "0"],
  });
  addPerson(stack, { username: "admin", role: "admin" });
  const folder = join(stack.mediaDir, "Films");
  film = join(folder, title);
  mkdirSync(folder);
  await makeMovieLibrary(folder, [{ folder: title, file: `${N}.mkv`, media: "h264-1080p-aac.mkv" }]);
  players = await startPlayers({ libraries: [{ folder, content: "movies" }], kodiPassword: playerToken });
  command(stack, ["library", "add", "--name", "Films", "--path", folder, "--automation", "full"]);
  command(stack, ["run", "Films"]);
  await untilIdle(stack);
});
test.afterAll(async () => {
  await players.close();
  await stack.stop();
});

test("a film runs unattended beside Radarr and Kodi, and all of it can be undone", async ({ page }) => {
  test.setTimeout(300_000);
  page.setDefaultTimeout(20_000);
  const ours = readFileSync(at(`${N}-poster.jpg`));
  const theirs = await jpeg(77, posterSize);
  let editedNfo = "";
  let publishedNfo = "";
  await signInto(page, stack, "admin");

  await test.step("the library asks about files that were changed outside", async () => {
    await page.goto(`${stack.baseUrl}/settings/libraries/1`);
    const nfo = page.getByRole("group", { name: "NFO changed by somebody else" });
    await nfo.getByRole("radio", { name: "Ask" }).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Films is saved")).toBeVisible();
    await page.goto(`${stack.baseUrl}/settings/libraries/1`);
    await expect(nfo.getByRole("radio", { name: "Ask" })).toBeChecked();
    const picture = page.getByRole("group", { name: "Picture replaced by somebody else" });
    await picture.getByRole("radio", { name: "Ask" }).check();
    await page.getByRole("button", { name: "Save publishing" }).click();
    await expect(page.getByText("The publishing settings are saved")).toBeVisible();
  });

  await test.step("the NFO is edited and the poster replaced outside: both wait on one page", async () => {
    const text = readFileSync(at(`${N}.nfo`), "utf8");
    expect(text).toContain("<title>Night of the Living Dead</title>");
    editedNfo = text.replace(/<title>[^<]*/, "<title>Night of the Ghouls");
    writeFileSync(at(`${N}.nfo`), editedNfo);
    writeFileSync(at(`${N}-poster.jpg`), theirs);
    command(stack, ["publish", "Films"]);
    await page.goto(`${stack.baseUrl}/review/outside`);
    await page.getByRole("button", { name: /^Compare NFO/ }).click();
    await expect(page.getByText("Night of the Ghouls")).toBeVisible();
    await page.getByRole("button", { name: "Use the values of the file" }).click();
    await expect(page.getByText("Metarr says what the NFO says")).toBeVisible();
    await page.getByRole("button", { name: /^Compare Poster/ }).click();
    await page.getByRole("button", { name: "Put Metarr's back" }).click();
    await expect(page.getByText("Nothing waits for you")).toBeVisible();
    await expect.poll(() => bytesIfThere(at(`${N}-poster.jpg`))?.equals(ours), { timeout: 60_000 }).toBe(true);
    await untilIdle(stack);
    await page.goto(`${stack.baseUrl}/movies/1`);
    await expect(page.getByRole("heading", { level: 1, name: /Night of the Ghouls/ })).toBeVisible();
  });

  await test.step("Kodi and Radarr are connected", async () => {
    await page.goto(`${stack.baseUrl}/settings/players/new`);
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Living room");
    await page.getByRole("textbox", { name: "Address" }).fill(players.kodi.url);
    await page.getByRole("textbox", { name: "User name" }).fill("kodi");
    await page.getByRole("textbox", { name: "Password" }).fill(playerToken);
    await page.getByRole("button", { name: "Save player" }).click();
    await expect(page.getByRole("region", { name: "Living room" })).toBeVisible();
    await page.goto(`${stack.baseUrl}/settings/webhooks`);
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Radarr");
    await page.getByRole("button", { name: "Add source" }).click();
    await expect(page.getByText(/^mtrh_/)).toBeVisible();
  });
  const secret = (await page.getByText(/^mtrh_/).innerText()).trim();
  const url = (await page.getByTitle(/\/api\/webhooks\/\d+$/).getAttribute("title")) ?? "";

  await test.step("Radarr brings a better file: names follow, the edit and the chosen poster stay", async () => {
    players.kodi.seed();
    players.kodi.forgetCalls();
    publishedNfo = readFileSync(at(`${N}.nfo`), "utf8");
    expect(publishedNfo).toContain("<title>Night of the Ghouls</title>");
    rmSync(at(`${N}.mkv`));
    copyFileSync(mediaPath("hevc-2160p-hdr10-eac3.mkv"), at(`${upgraded}.mkv`));
    const event = radarrUpgrade({
      title: "Night of the Living Dead",
      year: 1968,
      folderPath: film,
      from: at(`${N}.mkv`),
      path: at(`${upgraded}.mkv`),
    });
    for (let again = 0; again < 3; again++) expect((await sendWebhook({ url, secret, event })).status).toBe(202);
    await expect.poll(() => readIfThere(at(`${upgraded}.nfo`)), { timeout: 60_000 }).toBeTruthy();
    await untilIdle(stack);
    expect(readFileSync(at(`${upgraded}.nfo`), "utf8")).toContain("<title>Night of the Ghouls</title>");
    expect(readFileSync(at(`${upgraded}-poster.jpg`)).equals(ours)).toBe(true);
    const stale = readdirSync(film).filter((name) => name.startsWith(N) && !name.startsWith(upgraded));
    expect(stale).toEqual([]);
    await page.goto(`${stack.baseUrl}/movies`);
    await expect(page.getByRole("link", { name: /Night of the Ghouls/ })).toHaveCount(1);
  });

  await test.step("Kodi has the new file after one refresh", async () => {
    await expect.poll(() => players.kodi.entries("movie").map(({ file }) => file)).toEqual([at(`${upgraded}.mkv`)]);
    expect(players.kodi.calls("VideoLibrary.Scan", "VideoLibrary.RefreshMovie")).toHaveLength(1);
    expect(players.kodi.cancelledScans()).toBe(0);
  });

  await test.step("everything is put back from the recycle bin", async () => {
    await page.goto(`${stack.baseUrl}/recycle-bin`);
    const files = page.getByRole("list", { name: "Files" }).getByRole("listitem");
    // Two lay at the place of the NFO: Metarr's, and before it the one that was edited outside.
    await expect(files).toContainText([`${N}.nfo`, `${N}-poster.jpg`, `${N}.nfo`]);
    await page.getByRole("checkbox", { name: "Select all shown" }).click();
    await page.getByRole("button", { name: "Put back 3" }).click();
    const dialog = page.getByRole("dialog", { name: "Replace the file that is there?" });
    await dialog.getByRole("button", { name: "Leave it" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(files).toHaveCount(1);
    expect(readFileSync(at(`${N}-poster.jpg`)).equals(theirs)).toBe(true);
    expect(readFileSync(at(`${N}.nfo`), "utf8")).toBe(publishedNfo);
    await files.getByRole("button", { name: "Put back" }).click();
    await dialog.getByRole("button", { name: "Replace it" }).click();
    await expect.poll(() => readIfThere(at(`${N}.nfo`))).toBe(editedNfo);
  });
});
