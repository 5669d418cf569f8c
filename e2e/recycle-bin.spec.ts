import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { seriousProblems } from "./fixtures/axe.ts";
import { addPerson, signIn } from "./fixtures/people.ts";
import { send } from "./fixtures/send.ts";
import { signInto } from "./fixtures/sign-into.ts";
import { type Stack, startStack } from "./fixtures/stack.ts";
import { expect, test } from "./fixtures/test.ts";

let stack: Stack;
let folder = "";
test.beforeAll(async ({ engine }) => {
  stack = await startStack({ engine });
  folder = join(stack.mediaDir, "Films");
  for (const role of ["admin", "editor"] as const) addPerson(stack, { username: role, role });
  const made = spawnSync(process.execPath, ["e2e/fixtures/recycled-files.ts", folder], {
    env: stack.env,
    encoding: "utf8",
  });
  expect(made.status, made.stderr).toBe(0);
});
test.afterAll(async () => await stack.stop());

test("files are found, looked at, put back over a newer one, and deleted for good", async ({ page }) => {
  await signInto(page, stack, "admin");
  await page.goto(`${stack.baseUrl}/recycle-bin`);
  const files = page.getByRole("list", { name: "Files" }).getByRole("listitem");
  await expect(files).toHaveCount(3);
  await expect(page.getByText(/^3 files, .*stays for 30 days/)).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);

  await page.getByRole("searchbox", { name: "Search in the recycle bin" }).fill("poster");
  await expect(files).toHaveCount(1);
  await page.getByRole("button", { name: "Look at Heat-poster.jpg" }).click();
  const picture = page.getByRole("dialog").getByRole("img", { name: "Heat-poster.jpg, in the recycle bin" });
  await expect(picture).toHaveJSProperty("naturalWidth", 300);
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox", { name: "Search in the recycle bin" }).fill("");
  await expect(files).toHaveCount(3);

  // All at once: the NFO asks, and the one that lies there now goes to the bin.
  await page.getByRole("checkbox", { name: "Select all shown" }).click();
  await page.getByRole("button", { name: "Put back 3" }).click();
  const dialog = page.getByRole("dialog", { name: "Replace the file that is there?" });
  await expect(dialog.getByText("Somebody wrote this later.")).toBeVisible();
  await expect(dialog.getByText("A thief and a detective.")).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Replace it" }).click();
  await expect(files).toHaveCount(1);
  await expect(files.getByText("Made room for a file that was put back")).toBeVisible();
  const place = join(folder, "Heat (1995)");
  expect(readFileSync(join(place, "Heat.nfo"), "utf8")).toContain("A thief and a detective.");
  expect(existsSync(join(place, "Heat-poster.jpg"))).toBe(true);

  await page.getByRole("button", { name: "Delete Heat.nfo for good" }).click();
  await page.getByRole("button", { name: "Delete for good", exact: true }).click();
  await expect(page.getByRole("heading", { name: "The recycle bin is empty" })).toBeVisible();

  await page.getByRole("link", { name: /^Removed/ }).click();
  await page.getByRole("list", { name: "Deleted sets" }).getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText("Heists is back")).toBeVisible();
});

test("who may not delete cannot, and what is not in the bin answers 404", async () => {
  const cookie = await signIn(stack, "editor");
  const open = (path: string) => send(`${stack.baseUrl}/recycle-bin${path}`, { headers: { cookie } });
  expect((await open("")).body).not.toContain("for good now");
  for (const path of ["/files/99/facts", "/files/99/picture"]) expect((await open(path)).status, path).toBe(404);
  expect((await open("/files/1/picture?w=151")).status).toBe(400);
});
