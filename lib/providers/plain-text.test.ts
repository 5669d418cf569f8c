import { expect, test } from "vitest";
import { plainText } from "./plain-text.ts";

test.each([
  ["<p><b>Under the Dome</b> is the story of a town.</p>", "Under the Dome is the story of a town."],
  ["<p>One.</p><p>Two.<br/>Three.</p>", "One.\n\nTwo.\nThree."],
  ["Tom &amp; Jerry &#8211; it&#x27;s 3 < 4", "Tom & Jerry – it's 3 < 4"],
  ["<p>a<script>alert(1)</script>b</p>", "ab"],
  ["&lt;i&gt;kept as text&lt;/i&gt;", "<i>kept as text</i>"],
  ["&unknown; &#0;&#xD800;x", "&unknown; x"],
  ["<p> </p>", null],
  [null, null],
])("%s becomes %j", (html, text) => {
  expect(plainText(html)).toBe(text);
});
