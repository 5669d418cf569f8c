import { expect, test } from "vitest";
import { describeBrowser } from "./describe-browser.ts";

test("browsers are named as people call them", () => {
  const chrome =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36";
  expect(describeBrowser(chrome)).toBe("Chrome on Linux");
  expect(describeBrowser(`${chrome} Edg/147.0`)).toBe("Edge on Linux");
  expect(describeBrowser("Mozilla/5.0 (iPhone; CPU iPhone OS 20_0 like Mac OS X) Version/20.0 Safari/604.1")).toBe(
    "Safari on iPhone",
  );
  expect(describeBrowser("curl/8.9")).toBe("curl/8.9");
  expect(describeBrowser(null)).toBe("Unknown browser");
});
