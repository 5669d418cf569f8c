import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readNfo } from "./read.ts";
import { fixtureNames, listLeaves, readFixture } from "./testing.ts";
import { writeNfo } from "./write.ts";

const read = (text: string | Uint8Array) =>
  readNfo(typeof text === "string" ? new TextEncoder().encode(text) : text, { fileName: "film.nfo" });
const rewrite = (text: string | Uint8Array) => writeNfo(read(text));

describe("an NFO that nobody changed", () => {
  test.each(fixtureNames)("%s comes back with every element, value and attribute", (name) => {
    const before = readFixture(name);
    const after = rewrite(before);
    expect(read(before).warnings).toEqual([]);
    expect(listLeaves(after)).toEqual(listLeaves(before.toString()));
    expect(read(after).entities).toEqual(read(before).entities);
    expect(rewrite(after)).toBe(after);
  });

  const movie = (inner: string) => `<movie>${inner}</movie>`;
  test.each([
    ["several titles, empty ones first", movie("<title/><title>A</title><title>B</title>")],
    [
      "numbers in odd spellings",
      movie(
        '<ratings><rating name="x" max="10,0"><value>7,40</value><votes>1.234 votes</votes></rating></ratings><runtime>1h 30min</runtime><year>(1999)</year>',
      ),
    ],
    [
      "values that cannot be read",
      movie(
        "<premiered>soon</premiered><year>0</year><runtime>long</runtime><uniqueid type='tmdb'>abc</uniqueid><userrating>0</userrating>",
      ),
    ],
    [
      "ratings outside their scale",
      movie(
        '<ratings><rating name="x" max="10"><value>11</value></rating><rating name="x"><value>5</value></rating></ratings>',
      ),
    ],
    [
      "the same id twice",
      movie(
        '<uniqueid type="imdb">tt1234567</uniqueid><uniqueid type="imdb">tt7654321</uniqueid><imdbid>tt1111111</imdbid><id IMDB="tt1234567" TMDB="5">tt1234567</id>',
      ),
    ],
    [
      "sets in three forms",
      movie('<set>Short</set><set><name>Long</name><overview>O</overview></set><set tmdbcolid="5"/>'),
    ],
    [
      "text and elements mixed",
      movie("<plot>One <b>two</b> three<br/>four</plot><outline>&lt;i&gt;x&lt;/i&gt;</outline>"),
    ],
    ["spaces that are all there is", movie("<plot>  </plot><tagline> a  b </tagline>")],
    ["line ends and tabs as references", movie('<plot a="1&#10;2&#13;3&#9;4">A&#13;&#10;B\tC</plot>')],
    ["names with a prefix that is declared", '<movie xmlns:x="urn:x" x:a="1"><x:b x:c="2">d</x:b></movie>'],
    ["a list that starts anew", movie('<genre>A / B</genre><genre clear="true">C</genre><genre>C</genre><genre/>')],
    [
      "an actor twice, and one without a name",
      movie(
        "<actor><name>A</name><role>B</role></actor><actor><name>A</name><role>C</role><order>x</order></actor><actor><role>D</role></actor>",
      ),
    ],
    [
      "a stream of which little is known",
      movie(
        "<fileinfo><streamdetails><video><codec/></video><audio/><data>1</data></streamdetails><extra a='1'>2</extra></fileinfo><fileinfo/>",
      ),
    ],
    [
      "an element around the episodes",
      "<xbmcmultiepisode a='1'><episodedetails><title>A</title></episodedetails><note>n</note><episodedetails><title>B</title></episodedetails></xbmcmultiepisode>",
    ],
    [
      "roots of several kinds",
      "<note>n</note><tvshow><title>A</title></tvshow><episodedetails><title>B</title></episodedetails>",
    ],
    [
      "comments, wherever they stand",
      "<!-- made by --><movie><!--1--><title>A<!--2--></title><ratings><!--3--><rating><value>5</value></rating></ratings><fileinfo><!--4--><streamdetails><video><codec>av1</codec><!--5--></video></streamdetails></fileinfo><actor><!--6--><name>N</name></actor><!-- <year>1999</year> & < --></movie><!--7-->",
    ],
    ["a music video", "<musicvideo b='1'><title>A</title><album>B</album></musicvideo>"],
    [
      "watched state and bookmarks",
      movie(
        "<watched>true</watched><playcount>03</playcount><lastplayed>never</lastplayed><resume><position>1.50</position><total>2</total></resume><epbookmark>5</epbookmark>",
      ),
    ],
  ])("keeps %s", (_name, text) => {
    expect(listLeaves(rewrite(text))).toEqual(listLeaves(text));
    expect(read(rewrite(text)).entities).toEqual(read(text).entities);
  });

  test("has comments that XML allows, at most a thousand", () => {
    const after = rewrite("<movie><!-- a -- b --- c ---><!----><title>A</title></movie>");
    expect(after).toContain("<!-- a - - b - - - c - -->\n    <!---->\n    <title>A</title>");
    expect(rewrite(after)).toBe(after);
    const many = read(`<movie>${"<!---->".repeat(1_500)}<title>A</title></movie>`);
    expect(many).toMatchObject({ entities: [{ title: "A" }], unknown: [], warnings: [] });
    expect(writeNfo(many).split("<!--")).toHaveLength(1_001);
  });

  test("comes back from other encodings and sloppy XML as the text it meant", () => {
    const xml = "<movie><title>Amélie</title><x a='ü'>ß</x></movie>";
    for (const bytes of [
      Buffer.from(`\ufeff${xml}`, "utf16le"),
      Buffer.from(xml, "latin1"),
      Buffer.from(`\ufeff${xml}`),
    ]) {
      expect(listLeaves(rewrite(bytes))).toEqual(listLeaves(xml));
    }
    const sloppy = "<movie><title>Tom & Jerry</title><plot>caf&eacute; &bogus; a < b</plot><x>1</movie>";
    expect(listLeaves(rewrite(sloppy))).toEqual([
      "file/movie/plot=café &bogus; a < b",
      "file/movie/title=Tom & Jerry",
      "file/movie/x=1",
    ]);
  });

  test("keeps addresses: after the XML, and when they are all there is", () => {
    const alone = "https://www.themoviedb.org/movie/603-the-matrix?language=en\nwww.imdb.com/title/tt0133093\n";
    expect(rewrite(alone)).toBe(alone);
    expect(rewrite(`<movie/>see ${alone}`)).toMatch(/<movie\/>\nhttps:\S+\nwww\S+\n$/);
  });

  const name = fc.constantFrom(
    ..."title year premiered plot runtime genre studio rating ratings votes uniqueid id imdbid set actor name role order thumb fanart fileinfo streamdetails video codec season episode playcount lockdata x Y-z été".split(
      " ",
    ),
  );
  const value = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.constantFrom("1999", "7,4", "tt0133093", "A / B", "true", "2001-02-30", "1999-03-31", " ", "&amp;"),
  );
  const attributes = fc.array(
    fc.tuple(fc.constantFrom("type", "name", "default", "max", "aspect", "clear", "x"), value),
    {
      maxLength: 2,
    },
  );
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc
      .tuple(
        name,
        attributes,
        fc.oneof(
          { maxDepth: 3 },
          value.map(escapeXml),
          fc.array(tie("tree"), { maxLength: 4 }).map((all) => all.join("\n")),
        ),
      )
      .map(([element, pairs, inner]) => {
        const tag = [...new Map(pairs)].map(([key, text]) => ` ${key}="${escapeXml(text)}"`).join("");
        return `<${element}${tag}>${inner}</${element}>`;
      }),
  }));

  test("keeps whatever elements and attributes it holds", () => {
    const root = fc.constantFrom("movie", "tvshow", "season", "episodedetails", "set", "collection");
    const file = fc.tuple(root, fc.array(tree, { maxLength: 12 }));
    fc.assert(
      fc.property(file, ([kind, inner]) => {
        const text = `<${kind}>${inner.join("\n")}</${kind}>`;
        const after = rewrite(text);
        expect(listLeaves(after)).toEqual(listLeaves(text));
        expect(read(after).entities).toEqual(read(text).entities);
      }),
      { numRuns: 300 },
    );
  });
});

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;")
    .replaceAll("\r", "&#13;")
    .replaceAll("\t", "&#9;");
}
