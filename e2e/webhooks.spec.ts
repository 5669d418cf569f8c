import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { radarrTest, radarrUpgrade } from "#simulator/webhooks/testing-radarr.ts";
import { sendWebhook } from "#simulator/webhooks/testing-send.ts";
import { seriousProblems } from "./fixtures/axe.ts";
import { makeMovieLibrary, mediaPath } from "./fixtures/library.ts";
import { untilIdle } from "./fixtures/open-jobs.ts";
import { addPerson, command } from "./fixtures/people.ts";
import { signInto } from "./fixtures/sign-into.ts";
import { type Stack, startStack } from "./fixtures/stack.ts";
import { expect, test } from "./fixtures/test.ts";

let stack: Stack;

test.beforeAll(async ({ engine }) => {
  test.setTimeout(240_000);
  stack = await startStack({ engine });
  addPerson(stack, { username: "admin", role: "admin" });
  const folder = join(stack.mediaDir, "Films");
  await makeMovieLibrary(folder, [{ folder: "Charade (1963)", file: "Charade.mkv", media: "h264-1080p-aac.mkv" }]);
  command(stack, ["library", "add", "--name", "Films", "--path", folder, "--automation", "manual"]);
  command(stack, ["run", "Films", "--until", "scan"]);
  await untilIdle(stack);
});
test.afterAll(async () => await stack.stop());

test("S18 a source is added, its path mapping tried, and what Radarr upgrades is looked at", async ({ page }) => {
  await signInto(page, stack, "admin");
  await page.goto(`${stack.baseUrl}/settings/webhooks`);
  await page.getByRole("button", { name: "Add source" }).click();
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveAccessibleDescription(
    "Give it a name, such as Radarr 4K.",
  );
  const long = "R".repeat(100);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(long);
  await page.getByRole("button", { name: "Add source" }).click();
  await expect(page.getByRole("region", { name: long })).toBeVisible();
  await page.setViewportSize({ width: 375, height: 812 });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByRole("region", { name: long }).getByRole("button", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Remove source" }).click();
  // As long as it asks, nothing behind it is found.
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await expect(page.getByRole("region", { name: long })).toHaveCount(0);
  await page.reload();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Radarr 4K");
  await page.getByRole("button", { name: "Add source" }).click();
  const told = page.getByRole("status").filter({ hasText: "Copy this secret now" });
  const secret = (await told.getByText(/^mtrh_/).innerText()).trim();
  const source = page.getByRole("region", { name: "Radarr 4K" });
  const url = (await source.getByTitle(/\/api\/webhooks\/\d+$/).getAttribute("title")) ?? "";
  expect((await sendWebhook({ url, secret: "wrong", event: radarrTest() })).status).toBe(401);
  expect((await sendWebhook({ url, secret, event: radarrTest() })).status).toBe(202);

  await source.getByRole("textbox", { name: "Try a path as Radarr names it" }).fill("/data/Charade (1963)");
  await source.getByRole("button", { name: "Try" }).click();
  await expect(source.getByText("No library holds it")).toBeVisible();
  await source.getByRole("button", { name: "Add a mapping" }).click();
  await source.getByRole("textbox", { name: "Folder in Radarr" }).fill("data");
  await source.getByRole("textbox", { name: "The same in Metarr" }).fill(join(stack.mediaDir, "Films"));
  await source.getByRole("button", { name: "Save mappings" }).click();
  await expect(source.getByRole("alert")).toContainText("Start it with /");
  await source.getByRole("textbox", { name: "Folder in Radarr" }).fill("/data");
  await source.getByRole("button", { name: "Try" }).click();
  await expect(source.getByText("It lies in Films")).toBeVisible();
  await source.getByRole("button", { name: "Save mappings" }).click();
  await expect(source.getByRole("button", { name: "Save mappings" })).toHaveCount(0);

  const film = join(stack.mediaDir, "Films/Charade (1963)");
  rmSync(join(film, "Charade.mkv"));
  copyFileSync(mediaPath("hevc-2160p-hdr10-eac3.mkv"), join(film, "Charade 2160p.mkv"));
  const place = { title: "Charade", year: 1963, folderPath: "/data/Charade (1963)" };
  const event = radarrUpgrade({
    ...place,
    from: `${place.folderPath}/Charade.mkv`,
    path: `${place.folderPath}/Charade 2160p.mkv`,
  });
  expect((await sendWebhook({ url, secret, event })).status).toBe(202);
  expect(await (await sendWebhook({ url, secret, event })).json()).toMatchObject({ duplicate: true });
  await page.reload();
  const line = page.getByRole("list", { name: "Events" }).getByRole("link", { name: /Download Charade \(1963\)/ });
  await expect(line).toContainText("Done");
  expect(await seriousProblems(page)).toEqual([]);
  await line.click();
  await expect(page.getByRole("heading", { level: 1, name: "Download" })).toBeVisible();
  await expect(page.getByText("and the same again once soon after")).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Read again" }).click();
  await expect(page.getByText("It was read 2 times")).toBeVisible();
  await untilIdle(stack);
  await page.goto(`${stack.baseUrl}/movies`);
  await expect(page.getByRole("link", { name: /Charade/ })).toHaveCount(1);
});
