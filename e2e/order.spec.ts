import { addToldTitles } from "./fixtures/add-told-titles.ts";
import { seriousProblems } from "./fixtures/axe.ts";
import { untilIdle } from "./fixtures/open-jobs.ts";
import { addPerson } from "./fixtures/people.ts";
import { signInto } from "./fixtures/sign-into.ts";
import { type Stack, startStack } from "./fixtures/stack.ts";
import { expect, test } from "./fixtures/test.ts";

// The second test looks at the orders that the first one fetched.
test.describe.configure({ mode: "serial" });

let stack: Stack;
test.beforeAll(async ({ engine }) => {
  const simulatorArgs = ["--artwork-scale", "0.1", "--rate", "0"];
  stack = await startStack({ engine, simulatorArgs, env: { TMDB_API_KEY: "0123456789abcdef0123456789abcdef" } });
  addPerson(stack, { username: "admin", role: "admin" });
  addPerson(stack, { username: "vera", role: "editor" });
  addToldTitles(stack);
});
test.afterAll(async () => await stack.stop());

test("the order of the episodes is changed after its preview was seen, and taken back", async ({ page }) => {
  await signInto(page, stack, "vera");
  const url = `${stack.baseUrl}/series/1`;

  await test.step("without metadata no order is known; a refresh fetches it", async () => {
    await page.goto(`${url}/orders`);
    await expect(page.getByText("No order is known yet")).toBeVisible();
    await page.getByRole("button", { name: "Refresh" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Refresh" }).click();
    await expect(page.getByRole("radio", { name: "Aired order (in use)" })).toBeChecked({ timeout: 60_000 });
    await expect(page.getByRole("list", { name: "Without an episode" })).toContainText("Firefly - S02E01 - Bonus.mkv");
  });

  const moving = page.getByRole("list", { name: "Become another episode" }).getByRole("listitem");
  await test.step("another order is looked at: nothing changes yet", async () => {
    await page.getByRole("radio", { name: "DVD Order" }).click();
    await page.getByRole("button", { name: "Show the preview" }).click();
    await expect(moving.filter({ hasText: "S01E01" }).first()).toContainText(
      /Now: S01E01 The Train Job.*S01E01 Serenity/,
      {
        timeout: 60_000,
      },
    );
    await expect(page.getByRole("region", { name: "Apply the order" })).toContainText("1 file has no episode");
    expect(await seriousProblems(page)).toEqual([]);
  });

  await test.step("applied, the episodes are told anew", async () => {
    await page.getByRole("button", { name: "Use this order" }).click();
    await expect(page.getByRole("radio", { name: "DVD Order (in use)" })).toBeChecked();
    await expect(page.getByRole("button", { name: "Lock Order of episodes" })).toHaveAttribute("aria-pressed", "true");
    await untilIdle(stack);
    await page.goto(`${url}/seasons/1`);
    await expect(page.getByRole("row", { name: /^1 Serenity/ })).toBeVisible();
  });

  await test.step("and taken back", async () => {
    await page.goto(`${url}/orders?order=aired`);
    await page.getByRole("button", { name: "Use this order" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("radio", { name: "DVD Order (in use)" })).toBeChecked();
  });
});

test("on a phone the preview needs no sideways scrolling", async ({ page, engine }) => {
  test.skip(engine === "postgres", "What a page looks like is the same on both engines.");
  await page.setViewportSize({ width: 375, height: 812 });
  await signInto(page, stack, "vera");
  await page.goto(`${stack.baseUrl}/series/1/orders?order=aired`);
  await expect(page.getByRole("region", { name: "Apply the order" })).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
});
