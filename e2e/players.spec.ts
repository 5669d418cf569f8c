import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { playerToken, type SimulatedPlayers, startPlayers } from "#simulator/players/start.ts";
import { seriousProblems } from "./fixtures/axe.ts";
import { makeMovieLibrary } from "./fixtures/library.ts";
import { addPerson, command } from "./fixtures/people.ts";
import { signInto } from "./fixtures/sign-into.ts";
import { type Stack, startStack } from "./fixtures/stack.ts";
import { expect, test } from "./fixtures/test.ts";

let stack: Stack;
let players: SimulatedPlayers;
const title = "Night of the Living Dead (1968)";

test.beforeAll(async ({ engine }) => {
  test.setTimeout(240_000);
  stack = await startStack({
    engine,
    env: { TMDB_API_KEY: "0123456789abcdef0123456789abcdef" },
    simulatorArgs: ["--artwork-scale", "0.1", "--rate", "0"],
  });
  addPerson(stack, { username: "admin", role: "admin" });
  const folder = join(stack.mediaDir, "Films");
  mkdirSync(folder);
  players = await startPlayers({ libraries: [{ folder, content: "movies" }], kodiPassword: playerToken });
  await makeMovieLibrary(folder, [{ folder: title, file: `${title}.mkv`, media: "h264-1080p-aac.mkv" as const }]);
  command(stack, ["library", "add", "--name", "Films", "--path", folder, "--automation", "review"]);
  command(stack, ["run", "Films", "--until", "enrich"]);
});
test.afterAll(async () => {
  await players.close();
  await stack.stop();
});

test("a player is added, tested, told of a film that is published, and told again", async ({ page }) => {
  test.setTimeout(180_000);
  page.setDefaultTimeout(20_000);
  await signInto(page, stack, "admin");
  await page.goto(`${stack.baseUrl}/settings/players`);
  await expect(page.getByText("No player yet")).toBeVisible();
  await page.getByRole("link", { name: "Add player" }).first().click();

  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Living room");
  await page.getByRole("textbox", { name: "Address" }).fill(players.kodi.url);
  await page.getByRole("textbox", { name: "User name" }).fill("kodi");
  await page.getByRole("textbox", { name: "Password" }).fill("wrong");
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByText("The player refuses the name or password.", { exact: false })).toBeVisible();
  await page.getByRole("textbox", { name: "Password" }).fill(playerToken);
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByText("Simulated Kodi answers: Kodi 20.1.")).toBeVisible();
  const film = join(stack.mediaDir, "Films", title, `${title}.mkv`);
  await page.getByRole("textbox", { name: "Try a path" }).fill(film);
  await page.getByRole("button", { name: "Try", exact: true }).click();
  await expect(page.getByText("reads this folder", { exact: false })).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Save player" }).click();
  const card = page.getByRole("region", { name: "Living room" });
  await expect(card).toBeVisible();

  await page.goto(`${stack.baseUrl}/movies/1/publish`);
  await page.getByRole("button", { name: /^Apply/ }).click();
  await expect
    .poll(async () => {
      await page.goto(`${stack.baseUrl}/settings/players`);
      return card.getByText("1 waiting").count();
    })
    .toBe(1);
  await card.getByRole("button", { name: "Send again now" }).click();
  await expect.poll(() => players.kodi.entries("movie").map(({ file }) => file), { timeout: 20_000 }).toEqual([film]);
  const history = page.getByRole("list", { name: "What players were told" });
  await expect
    .poll(async () => {
      await page.reload();
      return history.getByText("Sent", { exact: true }).count();
    })
    .toBe(1);
  await expect(card.getByText("Answers")).toBeVisible();
  expect(players.kodi.calls("VideoLibrary.Scan")).toHaveLength(1);
  expect(await page.content()).not.toContain(playerToken);
  expect(await seriousProblems(page)).toEqual([]);
});
