import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seriousProblems } from "./fixtures/axe.ts";
import { addPerson } from "./fixtures/people.ts";
import { signInto } from "./fixtures/sign-into.ts";
import { expect, test } from "./fixtures/test.ts";

test("a backup is made, found whole, downloaded and deleted; a damaged one is told", async ({ page, stack }) => {
  addPerson(stack, { username: "keeper", role: "admin" });
  addPerson(stack, { username: "guest", role: "viewer" });
  await signInto(page, stack, "keeper");
  await page.goto(`${stack.baseUrl}/settings/backup`);
  const list = page.getByRole("list", { name: "Backups" });
  await expect(page.getByText("No backup yet")).toBeVisible();
  await page.getByRole("button", { name: "Back up now" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(1, { timeout: 30_000 });
  await expect(list.getByText("Verified")).toBeVisible();

  const download = page.waitForEvent("download");
  await list.getByRole("link", { name: /^Download / }).click();
  const file = await download;
  const name = file.suggestedFilename();
  const bytes = readFileSync(await file.path());
  expect(bytes.toString("latin1", 0, 11)).toBe("backup.json");
  await expect(page.getByText(`metarr restore ${join(stack.dataDir, "backups", name)}`).first()).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);

  writeFileSync(join(stack.dataDir, "backups", name), bytes.subarray(0, bytes.length - 2048));
  await list.getByRole("button", { name: /^Check / }).click();
  await expect(list.getByText("Damaged")).toBeVisible({ timeout: 30_000 });
  await expect(list.getByText("its end is missing")).toBeVisible();

  await list.getByRole("button", { name: /^Delete / }).click();
  await page.getByRole("button", { name: "Delete backup" }).click();
  await expect(page.getByText("No backup yet")).toBeVisible();

  await page.getByLabel("Backups to keep").fill("0");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Write a number from 1 to 365.")).toBeVisible();

  await page.context().clearCookies();
  await signInto(page, stack, "guest");
  const answer = await page.request.get(`${stack.baseUrl}/api/backups/${name}`);
  expect(answer.status()).toBe(403);
});
