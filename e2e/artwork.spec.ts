import type { Page } from "@playwright/test";
import { seriousProblems } from "./fixtures/axe.ts";
import { addPerson } from "./fixtures/people.ts";
import { addPictured, candidatesOf, cardAt, drop, noise, type Pictured, paste } from "./fixtures/picker.ts";
import { signInto } from "./fixtures/sign-into.ts";
import { type Stack, startStack } from "./fixtures/stack.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ mode: "serial" });

let stack: Stack;
let made: Pictured;
test.beforeAll(async ({ engine }) => {
  stack = await startStack({ engine, simulatorArgs: ["--artwork-scale", "0.2", "--rate", "0"] });
  for (const role of ["admin", "editor", "viewer"] as const) addPerson(stack, { username: role, role });
  made = addPictured(stack);
});
test.afterAll(async () => await stack.stop());

const screens = [
  { width: 1440, height: 900 },
  { width: 375, height: 812 },
];
const posters = "Poster";
/** A page with pictures, once the browser has measured the grid: what is pressed before that is lost. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${stack.baseUrl}${path}`);
  await expect(page.locator(`ul[aria-label^="Candidates"][style*="grid-auto-rows"]`)).toBeVisible();
}
/** Of the newest message that says so: others of the last ten seconds lie behind it. */
const undo = (page: Page, message: string) =>
  page.locator("[data-sonner-toast]").filter({ hasText: message }).getByRole("button", { name: "Undo" }).first();
const chosenSource = async (page: Page, label: string) =>
  candidatesOf(page, label).getByRole("listitem").filter({ hasText: "Chosen" }).getByRole("img").getAttribute("src");
const chosenName = async (page: Page, label: string) =>
  candidatesOf(page, label).getByRole("listitem").filter({ hasText: "Chosen" }).getByRole("img").getAttribute("alt");

for (const screen of screens) {
  test(`a poster is chosen, locked, blocked and taken back at ${screen.width} px`, async ({ page }) => {
    await page.setViewportSize(screen);
    await signInto(page, stack, "editor");
    await open(page, `/movies/${made.movieId}/artwork`);
    await expect(candidatesOf(page, posters).getByRole("listitem")).toHaveCount(5);
    expect(await chosenName(page, posters)).toBe("Poster 1 of Heat");
    expect(await seriousProblems(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(screen.width);

    await page.getByRole("button", { name: "Choose Poster 2 of Heat" }).click();
    await expect(page.getByText("Poster chosen and locked")).toBeVisible();
    await expect(page.getByRole("button", { name: "Lock Poster" })).toHaveAttribute("aria-pressed", "true");
    // It stays where it was: nothing moves under the finger.
    expect(await chosenName(page, posters)).toBe("Poster 2 of Heat");
    await expect(cardAt(page, posters, 1)).toContainText("Chosen");
    await undo(page, "chosen and locked").click();
    await expect.poll(() => chosenName(page, posters)).toBe("Poster 1 of Heat");
    await expect(page.getByRole("button", { name: "Lock Poster" })).toHaveAttribute("aria-pressed", "false");

    await page.getByRole("button", { name: "More for Poster 2 of Heat" }).click();
    await page.getByRole("menuitem", { name: /^Block/ }).click();
    await expect(cardAt(page, posters, 1)).toContainText("Blocked");
    await undo(page, "The picture is blocked").click();
    await expect(cardAt(page, posters, 1)).not.toContainText("Blocked");

    await page.getByRole("button", { name: /^Score \d+ of 100, Poster 1 of Heat/ }).click();
    await expect(page.getByText(/choice 1 of/)).toBeVisible();
    await page.keyboard.press("Escape");
  });

  test(`two posters are compared side by side and zoomed together at ${screen.width} px`, async ({ page }) => {
    await page.setViewportSize(screen);
    await signInto(page, stack, "editor");
    await open(page, `/movies/${made.movieId}/artwork`);
    await page.getByRole("button", { name: "More for Poster 2 of Heat" }).click();
    await page.getByRole("menuitem", { name: /^Compare with the chosen one/ }).click();
    const dialog = page.getByRole("dialog", { name: "Compare: Poster" });
    await expect(dialog.getByRole("figure")).toHaveCount(2);
    await expect(dialog.getByRole("figure", { name: "Current: Poster 1 of Heat" })).toBeVisible();
    const shown = dialog.getByRole("figure", { name: "New: Poster 2 of Heat" });
    await expect(shown.getByRole("img", { name: "Poster 2 of Heat" })).toHaveAttribute(
      "src",
      /^\/api\/artwork\/\w{64}$/,
    );
    const transforms = () =>
      dialog.getByTestId("zoomed").evaluateAll((all) => all.map((each) => each.getAttribute("style")));
    const whole = await transforms();
    await page.keyboard.press("+");
    await expect(dialog.getByText("150 %")).toBeVisible();
    await page.keyboard.press("ArrowRight");
    const moved = await transforms();
    expect(moved[0]).toBe(moved[1]);
    expect(moved).not.toEqual(whole);
    const box = await shown.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 60, (box?.y ?? 0) + 100);
    await page.mouse.wheel(0, -300);
    await expect(dialog.getByText("408 %")).toBeVisible();
    await page.mouse.down();
    await page.mouse.move((box?.x ?? 0) + 90, (box?.y ?? 0) + 140, { steps: 3 });
    await page.mouse.up();
    const dragged = await transforms();
    expect(dragged[0]).toBe(dragged[1]);
    await page.keyboard.press("0");
    await expect(dialog.getByText("100 %")).toBeVisible();
    expect(await transforms()).toEqual(whole);
    expect(await seriousProblems(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Choose Poster 2 of Heat" }).click();
    await expect(dialog.getByRole("figure", { name: "Current: Poster 2 of Heat" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await undo(page, "chosen and locked").click();
    await expect.poll(() => chosenName(page, posters)).toBe("Poster 1 of Heat");
  });
}

test("everything is done by keyboard", async ({ page }) => {
  await signInto(page, stack, "editor");
  await open(page, `/movies/${made.movieId}/artwork`);
  const first = page.getByRole("button", { name: "Look at Poster 1 of Heat" });
  await first.focus();
  // One card takes the Tab key; the arrows move on from it.
  await expect(candidatesOf(page, posters).locator("[aria-keyshortcuts][tabindex='0']")).toHaveCount(1);
  await page.keyboard.press("ArrowRight");
  const second = page.getByRole("button", { name: "Choose Poster 2 of Heat" });
  await expect(second).toBeFocused();
  await page.keyboard.press("b");
  await expect(cardAt(page, posters, 1)).toContainText("Blocked");
  await page.keyboard.press("b");
  await expect(cardAt(page, posters, 1)).not.toContainText("Blocked");
  await page.keyboard.press("Space");
  const look = page.getByRole("dialog", { name: "Poster 2 of Heat" });
  await expect(look).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("dialog", { name: "Poster 1 of Heat" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(second).toBeFocused();
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog", { name: "Compare: Poster" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(second).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.getByText("1 picture marked: mark another one")).toBeVisible();
  await page.keyboard.press("End");
  await expect(cardAt(page, posters, 4).locator("[aria-keyshortcuts]")).toBeFocused();
  await page.keyboard.press("x");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByRole("figure", { name: /^First: / })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await second.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => chosenName(page, posters)).toBe("Poster 2 of Heat");
  await undo(page, "chosen and locked").click();
  await expect.poll(() => chosenName(page, posters)).toBe("Poster 1 of Heat");
  const lock = page.getByRole("button", { name: "Lock Poster" });
  await expect(lock).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("l");
  await expect(lock).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("l");
  await expect(lock).toHaveAttribute("aria-pressed", "false");
});

test("filters and order are in the address and are there after going back; what looks the same is one", async ({
  page,
}) => {
  await signInto(page, stack, "viewer");
  await open(page, `/movies/${made.movieId}/artwork`);
  const cards = candidatesOf(page, posters).getByRole("listitem");
  await expect(cards).toHaveCount(5);
  await page.getByRole("button", { name: /^1 more like this/ }).click();
  await expect(cards).toHaveCount(6);
  await page.getByRole("button", { name: /^Hide those like/ }).click();
  await expect(cards).toHaveCount(5);

  await page.getByRole("button", { name: "Source" }).click();
  await page.getByRole("option", { name: /fanart/i }).click();
  await page.keyboard.press("Escape");
  await expect(cards).toHaveCount(2);
  await page.getByRole("combobox", { name: "Sort by" }).click();
  await page.getByRole("option", { name: "Size" }).click();
  await expect(page).toHaveURL(/source=fanart/);
  await expect(page).toHaveURL(/sort=size/);
  await expect(cards.first().getByRole("img")).toHaveAttribute("alt", /^Poster 6/);
  await page.getByRole("link", { name: "Files", exact: true }).click();
  await expect(page).toHaveURL(/\/files/);
  await page.goBack();
  await expect(cards).toHaveCount(2);
  await expect(cards.first().getByRole("img")).toHaveAttribute("alt", /^Poster 6/);
  await page.getByRole("button", { name: "Language" }).click();
  await page.getByRole("option", { name: /German/ }).isVisible();
  await page.getByRole("option", { name: /No text/ }).click();
  await page.getByRole("option", { name: /German/ }).click();
  await page.getByRole("option", { name: /No text/ }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByText("No picture matches")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).last().click();
  await expect(cards).toHaveCount(5);
  // Who may only look has nothing to choose with.
  await expect(page.getByRole("button", { name: /^Choose / })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Lock Poster" })).toHaveCount(0);
});

test("pictures are uploaded with progress, dropped, pasted and cut to shape", async ({ page }) => {
  await signInto(page, stack, "editor");
  await open(page, `/movies/${made.movieId}/artwork`);
  const cards = candidatesOf(page, posters).getByRole("listitem");
  await expect(cards).toHaveCount(5);
  const big = await noise(600, 900);
  const chooser = page.locator("input[type=file]");

  await test.step("an upload shows how far it is, and is cancelled", async () => {
    const session = await page.context().newCDPSession(page);
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: big.byteLength / 6,
    });
    await chooser.setInputFiles({ name: "mine.png", mimeType: "image/png", buffer: big });
    const bar = page.getByRole("progressbar", { name: "Uploading mine.png" });
    await expect.poll(async () => Number(await bar.getAttribute("aria-valuenow"))).toBeGreaterThan(0);
    expect(Number(await bar.getAttribute("aria-valuenow"))).toBeLessThan(100);
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(bar).toHaveCount(0);
    await expect(cards).toHaveCount(5);
    await session.detach();
  });

  await test.step("a dropped picture is chosen, checked and taken back", async () => {
    await drop(page, page.getByRole("heading", { name: "Poster", level: 2 }), {
      bytes: await noise(200, 300),
      name: "dropped.png",
      type: "image/png",
    });
    await expect(page.getByText("Your picture is chosen and Poster is locked")).toBeVisible();
    await expect(cards).toHaveCount(6);
    // It stands in front, and shows once the worker has checked it.
    await expect(cards.first()).toContainText("Yours");
    await expect(cards.first().getByRole("img")).toBeVisible();
    await undo(page, "Your picture is chosen").click();
    await expect(cards.first()).not.toContainText("Chosen");
  });

  await test.step("a picture from the clipboard is cut to the shape of a poster", async () => {
    await paste(page, { bytes: await noise(300, 300), name: "square.png", type: "image/png" });
    const dialog = page.getByRole("dialog", { name: "Cut it to shape?" });
    await expect(dialog.getByText("200 × 300")).toBeVisible();
    expect(await seriousProblems(page)).toEqual([]);
    await dialog.getByRole("button", { name: /^Frame/ }).focus();
    await page.keyboard.press("ArrowRight");
    await dialog.getByRole("button", { name: "Cut and use" }).click();
    await expect(cards).toHaveCount(7);
    await expect(cards.first()).toContainText("200 × 300");
  });

  await test.step("or used as it is, or left alone", async () => {
    const square = { bytes: await noise(310, 310), name: "square.png", type: "image/png" };
    await paste(page, square);
    const dialog = page.getByRole("dialog", { name: "Cut it to shape?" });
    await dialog.getByRole("button", { name: "Close" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(cards).toHaveCount(7);
    await paste(page, square);
    await dialog.getByRole("button", { name: "Use as it is" }).click();
    await expect(cards).toHaveCount(8);
    await expect(cards.first()).toContainText("310 × 310");
  });

  await test.step("an address that is pasted is fetched by the server", async () => {
    await paste(page, `${stack.simulatorUrl}/t/p/original/person6384profile1.jpg`);
    await expect(page.getByText("Your picture is chosen and Poster is locked").first()).toBeVisible();
    await expect(cards).toHaveCount(9);
    await expect(cards.first()).not.toContainText("Size unknown", { timeout: 30_000 });
    await expect(cards.first()).toContainText("Chosen");
  });
});

test("series, season and episode are reached by strips, and each has its pictures", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await signInto(page, stack, "editor");
  await open(page, `/series/${made.seriesId}/artwork`);
  await expect(page.getByRole("link", { name: /^Character art/ })).toBeVisible();
  const strip = page.getByRole("navigation", { name: "Series and seasons" });
  await expect(strip.getByRole("link")).toHaveCount(4);
  await strip.getByRole("link", { name: /^Season 1/ }).click();
  await expect(page).toHaveURL(/season=1/);
  await page.getByRole("button", { name: "Choose Poster 2 of Season 1 of The Long Tide" }).click();
  await expect(page.getByText("Poster chosen and locked")).toBeVisible();
  const picked = await chosenSource(page, posters);
  await page
    .getByRole("navigation", { name: "Episodes of Season 1" })
    .getByRole("link", { name: /^S01E03/ })
    .click();
  await expect(page).toHaveURL(/episode=3/);
  const choose = page.getByRole("button", { name: "Choose Thumb 2 of S01E03 of The Long Tide" });
  await choose.click();
  await expect.poll(() => chosenName(page, "Thumb")).toBe("Thumb 2 of S01E03 of The Long Tide");
  await expect(page.getByRole("button", { name: "Lock Thumb" })).toHaveAttribute("aria-pressed", "true");
  expect(await seriousProblems(page)).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
  await page.goBack();
  // It comes first now that the page is opened anew.
  await expect.poll(() => chosenSource(page, posters)).toBe(picked);
  await page.reload();
  await expect(cardAt(page, posters, 0)).toContainText("Chosen");
  expect(await chosenSource(page, posters)).toBe(picked);
});

test("portraits of a person and pictures of a set are chosen in the same way", async ({ page }) => {
  await signInto(page, stack, "editor");
  await page.goto(`${stack.baseUrl}/people/${made.actorId}`);
  await page.getByRole("link", { name: "Portraits" }).click();
  await expect(candidatesOf(page, "Portrait").getByRole("listitem")).toHaveCount(3);
  expect(await seriousProblems(page)).toEqual([]);
  const before = await chosenName(page, "Portrait");
  await page.getByRole("button", { name: "Choose Portrait 2 of Ada Quill" }).click();
  await expect(page.getByText("Portrait chosen and locked")).toBeVisible();
  await expect.poll(() => chosenName(page, "Portrait")).toBe("Portrait 2 of Ada Quill");
  await undo(page, "chosen and locked").click();
  await expect.poll(() => chosenName(page, "Portrait")).toBe(before);
  await expect(page.getByRole("button", { name: "Lock Portrait" })).toHaveAttribute("aria-pressed", "false");
  await paste(page, { bytes: await noise(200, 300), name: "me.png", type: "image/png" });
  await expect(candidatesOf(page, "Portrait").getByRole("listitem")).toHaveCount(4);
  await expect(cardAt(page, "Portrait", 0)).toContainText("200 × 300");

  await open(page, `/collections/${made.collectionId}/artwork`);
  await page.getByRole("button", { name: "Choose Poster 2 of The Set" }).click();
  await expect.poll(() => chosenName(page, posters)).toBe("Poster 2 of The Set");
});

test("500 candidates are a few cards in the page, and nothing shifts", async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(window, { shifts: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const shift: unknown = Reflect.get(entry, "value");
        if (typeof shift === "number") Object.assign(window, { shifts: Number(Reflect.get(window, "shifts")) + shift });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  for (const screen of screens) {
    await page.setViewportSize(screen);
    if (screen === screens[0]) await signInto(page, stack, "viewer");
    await open(page, `/movies/${made.crowdedId}/artwork`);
    const cards = candidatesOf(page, posters).getByRole("listitem");
    await expect(cards.first().getByRole("img")).toBeVisible();
    let most = 0;
    for (let step = 0; step < 8; step++) {
      await page.mouse.move(screen.width / 2, 500);
      await page.mouse.wheel(0, 1500);
      most = Math.max(most, await cards.count());
    }
    expect(most).toBeLessThanOrEqual(150);
    await page.evaluate("window.scrollTo(0, document.body.scrollHeight)");
    await expect(cards.last()).toHaveAttribute("aria-posinset", "500");
    expect(await page.evaluate<number>("window.shifts"), `${screen.width} px`).toBeLessThan(0.05);
  }
});

test("S10: hostile titles, file names and drawings never execute", async ({ page }) => {
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await signInto(page, stack, "editor");
  await open(page, `/movies/${made.hostileId}/artwork`);
  const cards = candidatesOf(page, posters).getByRole("listitem");
  await expect(cards).toHaveCount(2);
  const evil = `"><img src=x onerror=alert(1)>.svg`;
  const svg = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(2);window.pwned=1" width="200" height="300"><script>window.pwned=1;alert(3)</script></svg>`,
  );
  const heading = page.getByRole("heading", { name: "Poster", level: 2 });
  for (const file of [
    { bytes: svg, name: evil, type: "image/svg+xml" },
    { bytes: svg, name: `${evil}.png`, type: "image/png" },
    { bytes: Buffer.from("<!doctype html><script>window.pwned=1</script>"), name: "a.jpg", type: "image/jpeg" },
  ]) {
    await drop(page, heading, file);
    await expect(page.getByText(/Use JPEG, PNG or WebP/)).toBeVisible();
    await open(page, `/movies/${made.hostileId}/artwork`);
    await expect(cards).toHaveCount(2);
  }
  // A true picture under a hostile name: the name is shown, and is nothing but text.
  await drop(page, heading, { bytes: await noise(200, 300), name: evil, type: "image/png" });
  await expect(cards).toHaveCount(3);
  await page.getByRole("button", { name: /^More for Poster 1 of/ }).click();
  await page.getByRole("menuitem", { name: /^Look at it/ }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await page.evaluate("window.pwned")).toBeUndefined();
  expect(dialogs).toEqual([]);
});
