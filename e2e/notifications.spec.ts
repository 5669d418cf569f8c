import { startReceiver } from "#lib/notifications/testing.ts";
import { seriousProblems } from "./fixtures/axe.ts";
import { addPerson } from "./fixtures/people.ts";
import { signInto } from "./fixtures/sign-into.ts";
import { type Stack, startStack } from "./fixtures/stack.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ mode: "serial" });

const secret = "canary-secret-0815";
let stack: Stack;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
test.beforeAll(async ({ engine }) => {
  [stack, receiver] = [await startStack({ engine }), await startReceiver()];
  addPerson(stack, { username: "anna", role: "admin" });
});
test.afterAll(async () => {
  await stack.stop();
  await receiver.close();
});

test("a channel is tested before and after it is saved, and its secret never comes back", async ({ page }) => {
  await signInto(page, stack, "anna");
  await page.goto(`${stack.baseUrl}/settings/notifications`);
  await page.getByRole("button", { name: "Add channel" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a channel" });
  await dialog.getByRole("textbox", { name: "Address" }).fill("not an address");
  await dialog.getByRole("button", { name: "Send a test" }).click();
  await expect(dialog.getByText("Write the whole address")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Address" }).fill(`${receiver.url}/hook`);
  await dialog.getByRole("textbox", { name: "Name" }).fill("Home server");
  await dialog.getByRole("textbox", { name: "Secret", exact: true }).fill(secret);
  receiver.answer({ status: 404, body: "no such hook" });
  await dialog.getByRole("button", { name: "Send a test" }).click();
  await expect(dialog.getByText("refused the message (HTTP 404)")).toBeVisible();
  receiver.answer({ status: 200 });
  await dialog.getByRole("button", { name: "Send a test" }).click();
  await expect(dialog.getByText("took it (HTTP 200)")).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Add channel" }).click();
  await expect(page.getByRole("switch", { name: "Send to Home server" })).toBeChecked();
  expect(await (await page.request.get(page.url())).text()).not.toContain(secret);

  await page.reload();
  await page.getByRole("button", { name: "Test Home server" }).click();
  await expect(page.getByText("Home server took the test")).toBeVisible();
  expect(receiver.got.at(-1)?.headers["x-metarr-secret"]).toBe(secret);
  expect(await seriousProblems(page)).toEqual([]);
});

test("a schedule is changed with its meaning in words, run now and set back", async ({ page }) => {
  await signInto(page, stack, "anna");
  await page.goto(`${stack.baseUrl}/settings/schedules`);
  await page.getByRole("button", { name: "Change when Back up (Metarr) runs" }).click();
  const dialog = page.getByRole("dialog", { name: "Back up (Metarr)" });
  await dialog.getByRole("textbox", { name: "When" }).fill("* * * * *");
  await expect(dialog.getByText("more often than every 5 minutes")).toBeVisible();
  await dialog.getByRole("textbox", { name: "When" }).fill("30 5 * * 0");
  await expect(dialog.getByText("at 05:30 every Sunday")).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Save" }).click();
  const schedules = page.getByRole("list", { name: "Schedules of Metarr" });
  await expect(schedules.getByText("at 05:30 every Sunday")).toBeVisible();
  await page.getByRole("button", { name: "Set Back up (Metarr) back to the usual" }).click();
  await expect(schedules.getByText("at 03:50 every day")).toBeVisible();
  await page.getByRole("button", { name: "Run now: Clear the history (Metarr)" }).click();
  await expect(page.getByText("Clear the history is in line")).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(schedules.getByText("Done")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  expect(await seriousProblems(page)).toEqual([]);
});
