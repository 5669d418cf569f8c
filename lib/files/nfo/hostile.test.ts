import { deepStrictEqual, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAppError } from "#lib/errors.ts";
import { growthOf, linear } from "../testing/growth.ts";
import { rootsOf } from "./kept.ts";
import { maxNfoBytes, readNfo } from "./read.ts";
import { fixtureNames, readFixture } from "./testing.ts";
import { writeNfo } from "./write.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readNfo(bytesOf(text), { fileName: "film.nfo" });

describe("S8: a hostile NFO", () => {
  test("S8: ten thousand random files never throw, and what was read can be written and read again", () => {
    const piece = fc.constantFrom(
      ..."<movie> </movie> <tvshow> <episodedetails> </episodedetails> <season> <collection> <title> </title> <actor> <name> </name> <set <set> <ratings><rating <uniqueid <id>7</id> <displayafterseason>1 <fanart> <thumb <fileinfo><streamdetails><video> xmlns:a='b' <a:b a:c='d'> type='tmdb' <!-- --> <![CDATA[ ]]> <!DOCTYPE [ ]> <?x ?> & &amp; &#0; &#13; &#xD800; &lol; < > \" ' = tt0133093 1999-03-31 https://www.imdb.com/title/tt1 __proto__ constructor <__proto__> <constructor> \u0000 \ufffe é".split(
        " ",
      ),
    );
    const samples = fixtureNames.map(readFixture);
    const damaged = fc
      .tuple(fc.constantFrom(...samples), fc.nat(10_000), fc.nat(10_000), fc.uint8Array({ maxLength: 4 }))
      .map(([bytes, from, length, other]) => {
        const at = from % bytes.length;
        return Buffer.concat([bytes.subarray(0, at), other, bytes.subarray(at + (length % 50))]);
      });
    const files = fc.oneof(
      {
        weight: 10,
        arbitrary: fc
          .array(fc.oneof(piece, fc.string({ maxLength: 8 })), { maxLength: 40 })
          .map((parts) => bytesOf(parts.join(" "))),
      },
      {
        weight: 6,
        arbitrary: fc.array(piece, { maxLength: 40 }).map((parts) => bytesOf(`<movie>${parts.join("")}</movie>`)),
      },
      { weight: 3, arbitrary: fc.uint8Array({ maxLength: 200 }) },
      { weight: 1, arbitrary: damaged },
    );
    fc.assert(
      fc.property(files, (bytes) => {
        const document = readNfo(bytes, { fileName: "film.nfo" });
        const written = writeNfo(document);
        const again = read(written);
        deepStrictEqual(again.entities, document.entities);
        strictEqual(writeNfo(again), written);
      }),
      { numRuns: 10_000 },
    );
  }, 60_000);

  test("S8: bytes that are no text, and text that is no NFO, give nothing and say so", () => {
    const noise = Uint8Array.from({ length: 4_096 }, (_, at) => (at * 7919) % 251);
    expect(readNfo(noise, { fileName: "a.nfo" })).toMatchObject({ kind: "url", entities: [], kept: [] });
    expect(read("").warnings).toEqual(["film.nfo is empty."]);
    const page = '<!DOCTYPE html><html><body><a href="https://www.imdb.com/title/tt0133093/">x</a></body></html>';
    expect(read(page)).toMatchObject({ entities: [], warnings: ["film.nfo is a web page, not an NFO."] });
  });

  test("S8: UTF-16 without a mark, cut off in the middle of a character, is read up to there", () => {
    const bytes = Buffer.from("<movie><title>Amélie</title><plot>half", "utf16le");
    expect(readNfo(bytes.subarray(0, -1), { fileName: "a.nfo" })).toMatchObject({
      encoding: "utf-16le",
      entities: [{ title: "Amélie" }],
    });
  });

  test("S8: a file of nothing but addresses gives its ids", () => {
    expect(read("https://www.themoviedb.org/movie/603\nhttps://www.imdb.com/title/tt0133093")).toMatchObject({
      kind: "url",
      entities: [{ uniqueIds: [{ value: "603" }, { value: "tt0133093" }] }],
    });
  });

  test("S8: a small file never becomes many things in memory", () => {
    const flood = read(`<movie><title>A</title>${"<a/>".repeat(250_000)}</movie>`);
    expect(rootsOf(flood.kept[0]?.elements ?? [])).toHaveLength(29_999);
    expect(flood.warnings.join()).toContain("elements");
    const episodes = read("<episodedetails/>".repeat(10_000));
    expect(episodes.entities).toHaveLength(500);
    expect(episodes.warnings).toEqual(["Only the first 500 of 10000 entries were read."]);
  });

  test("S8: entities are never expanded and no file is read", () => {
    const lol = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("");
    const laughs = read(`<!DOCTYPE movie [<!ENTITY l0 "lol">${lol}]><movie><title>&l9;</title></movie>`);
    expect(laughs.entities[0]?.title).toBe("&l9;");
    const external = read(
      '<!DOCTYPE movie [<!ENTITY x SYSTEM "file:///etc/passwd">]><movie><title>&x;</title></movie>',
    );
    expect(external.entities[0]?.title).toBe("&x;");
  });

  test("S8: names of JavaScript's own properties are ordinary names", () => {
    const document = read(
      "<movie><__proto__><admin>1</admin></__proto__><constructor>x</constructor><title>A</title><ratings><rating name='__proto__'><value>5</value></rating></ratings></movie>",
    );
    expect(document.entities[0]?.title).toBe("A");
    expect(document.unknown).toEqual(["__proto__", "constructor"]);
    expect(Object.hasOwn(Object.prototype, "admin")).toBe(false);
  });

  test("S8: deep nesting ends with a warning, not with a full stack", () => {
    const document = read(`<movie><title>A</title>${"<a>".repeat(200_000)}`);
    expect(document.entities[0]?.title).toBe("A");
    expect(document.warnings.join()).toContain("levels");
  });

  test("S8: a file of more than 1 MB is refused with its name and size", () => {
    const error: unknown = (() => {
      try {
        return readNfo(new Uint8Array(5 * maxNfoBytes), { fileName: "huge.nfo" });
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(isAppError(error, "too_large") && error.message).toBe(
      "huge.nfo has 5.0 MB; an NFO of more than 1 MB is not read.",
    );
  });

  test.each([
    ["open tags", (n: number) => "<a".repeat(n / 2)],
    ["open comments", (n: number) => "<!--".repeat(n / 4)],
    ["open CDATA", (n: number) => "<![CDATA[".repeat(n / 9)],
    ["doctypes", (n: number) => "<![".repeat(n / 3)],
    ["stray closing tags", (n: number) => `<movie>${"</b>".repeat(n / 4)}`],
    ["closing tags without names", (n: number) => "</1".repeat(n / 3)],
    ["ampersands", (n: number) => `<movie><title>${"&".repeat(n)}</title></movie>`],
    ["numeric entities", (n: number) => `<movie><title>${"&#65;".repeat(n / 5)}</title></movie>`],
    ["attributes", (n: number) => `<movie ${"a=b ".repeat(n / 4)}>`],
    ["spaces in a tag", (n: number) => `<movie ${" ".repeat(n / 2)}=${" ".repeat(n / 2)}>`],
    ["quotes without an end", (n: number) => `<movie ${'a="'.repeat(n / 3)}`],
    [
      "ids of distinct types",
      (n: number) =>
        `<movie>${Array.from({ length: n / 40 }, (_, i) => `<uniqueid type="t${i}">1</uniqueid>`).join("")}</movie>`,
    ],
    [
      "ratings of distinct names",
      (n: number) =>
        `<movie><ratings>${Array.from({ length: n / 60 }, (_, i) => `<rating name="r${i}"><value>5</value></rating>`).join("")}</ratings></movie>`,
    ],
    [
      "genres",
      (n: number) => `<movie>${Array.from({ length: n / 30 }, (_, i) => `<genre>g${i}</genre>`).join("")}</movie>`,
    ],
    ["list separators", (n: number) => `<movie><genre>${"a / ".repeat(n / 4)}</genre></movie>`],
    ["addresses", (n: number) => "thetvdb.com/".repeat(n / 12)],
    [
      "digits",
      (n: number) => `<movie><runtime>${"1".repeat(n / 2)}</runtime><year>${"9".repeat(n / 2)}</year></movie>`,
    ],
  ])("S8: reading time grows only with length for %s", (_name, make) => {
    const work = (length: number) => {
      const bytes = bytesOf(make(length));
      return () => readNfo(bytes, { fileName: "film.nfo" });
    };
    expect(growthOf(work, 800_000)).toBeLessThan(linear);
  });
});
