import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeDemoSeries } from "#cli/demo-library.ts";
import { jpeg, posterSize } from "#lib/artwork/testing.ts";
import { seriousProblems } from "./fixtures/axe.ts";
import { untilIdle } from "./fixtures/open-jobs.ts";
import { addPerson, command } from "./fixtures/people.ts";
import { readIfThere } from "./fixtures/read-if-there.ts";
import { signInto } from "./fixtures/sign-into.ts";
import { type Stack, startStack } from "./fixtures/stack.ts";
import { expect, test } from "./fixtures/test.ts";

let stack: Stack;
let show = "";
test.beforeAll(async ({ engine }) => {
  test.setTimeout(180_000);
  stack = await startStack({
    engine,
    env: { TMDB_API_KEY: "demo" },
    simulatorArgs: ["--artwork-scale", "0.1", "--rate", "0"],
  });
  addPerson(stack, { username: "admin", role: "admin" });
  const folder = join(stack.mediaDir, "Series");
  makeDemoSeries(folder);
  show = join(folder, "Pioneer One (2010)");
  command(stack, ["library", "add", "--name", "Series", "--path", folder, "--type", "tv", "--automation", "review"]);
  command(stack, ["run", "Series", "--until", "enrich"]);
  await untilIdle(stack);
});
test.afterAll(async () => await stack.stop());

test("a series is published part by part, and a picture that was replaced outside is decided about", async ({
  page,
}) => {
  await signInto(page, stack, "admin");

  await test.step("the library asks about pictures; a wrong name is refused as it is typed", async () => {
    await page.goto(`${stack.baseUrl}/settings/libraries/1`);
    const policy = page.getByRole("group", { name: "Picture replaced by somebody else" });
    await policy.getByRole("radio", { name: "Ask" }).check();
    await page.getByText("Names of your own").click();
    const name = page.getByRole("textbox", { name: "Poster of a season" });
    const save = page.getByRole("button", { name: "Save publishing" });
    await name.fill("season-poster");
    await expect(page.getByText("Use {S}: else all seasons have one picture.")).toBeVisible();
    await expect(save).toBeDisabled();
    await name.fill("s{S}-poster");
    const preview = page.getByRole("region", { name: "Preview of the names" });
    await expect(preview.getByText("s01-poster.jpg")).toBeVisible();
    await name.fill("");
    await save.click();
    await expect(page.getByText("The publishing settings are saved")).toBeVisible();
    expect(await seriousProblems(page)).toEqual([]);
  });

  await test.step("a part of the plan is applied, then the rest", async () => {
    await page.goto(`${stack.baseUrl}/publish?library=1`);
    await page.getByRole("link", { name: "Plan of Pioneer One" }).click();
    await expect(page.getByRole("button", { name: /^Apply \d+ changes$/ })).toBeVisible();
    expect(await seriousProblems(page)).toEqual([]);
    await page.getByRole("checkbox", { name: "All changes of Season 1" }).uncheck();
    await page.getByRole("button", { name: /^Apply \d+ of \d+ changes$/ }).click();
    await expect.poll(() => readIfThere(join(show, "poster.jpg")), { timeout: 60_000 }).toBeTruthy();
    await untilIdle(stack);
    expect(readIfThere(join(show, "season01-poster.jpg"))).toBeFalsy();
    await page.reload();
    await page.getByRole("button", { name: /^Apply \d+ changes?$/ }).click();
    await expect(page.getByText("Everything is published").first()).toBeVisible({ timeout: 60_000 });
  });

  await test.step("a picture that was replaced outside waits, and Metarr's is put back", async () => {
    const poster = join(show, "poster.jpg");
    const ours = readIfThere(poster);
    writeFileSync(poster, await jpeg(77, posterSize));
    command(stack, ["publish", "Series"]);
    await page.goto(`${stack.baseUrl}/review/outside`);
    const other = await page.context().newPage();
    await other.goto(`${stack.baseUrl}/review/outside`);
    await other.getByRole("button", { name: "Compare Poster of Pioneer One" }).click();
    await page.getByRole("button", { name: "Compare Poster of Pioneer One" }).click();
    const theirs = page.getByRole("img", { name: "Poster in the folder" });
    await expect.poll(() => theirs.evaluate((image) => Reflect.get(image, "naturalWidth"))).toBeGreaterThan(0);
    await expect(page.getByRole("img", { name: "Poster of Metarr" })).toBeVisible();
    expect(await seriousProblems(page)).toEqual([]);
    await page.setViewportSize({ width: 375, height: 812 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
    await page.getByRole("link", { name: /^Pioneer One/ }).click();
    await expect(page.getByRole("main").getByRole("link", { name: "Changed outside" })).toBeVisible();
    await expect(page.getByText("1 file was changed outside Metarr.")).toBeVisible();
    await page.getByRole("button", { name: "Put Metarr's back" }).click();
    await expect(page.getByText("Metarr's picture is put back")).toBeVisible();
    await other.getByRole("button", { name: "Put Metarr's back" }).click();
    await expect(other.getByText("There is nothing to decide any more")).toBeVisible();
    await expect(other.getByText("Nothing waits for you")).toBeVisible();
    await expect.poll(() => readIfThere(poster) === ours, { timeout: 60_000 }).toBe(true);
  });
});
