import { expect, test } from "vitest";
import { capName, capNames } from "#lib/cap-name.ts";
import { readNfo } from "./read.ts";
import { listLeaves } from "./testing.ts";
import type { NfoEntity } from "./types.ts";
import { writeNfo } from "./write.ts";

const read = (text: string) => readNfo(new TextEncoder().encode(text), { fileName: "film.nfo" });
const entityOf = (text: string): NfoEntity => {
  const [entity] = read(text).entities;
  if (!entity) throw new Error("Nothing was read.");
  return entity;
};
const episode = (inner: string) => `<episodedetails><title>A</title>${inner}</episodedetails>`;
const movie = (inner: string) => `<movie><title>A</title>${inner}</movie>`;

test.each([
  ["99999999999", null],
  ["-99999999999", null],
  ["2147483648", null],
  ["2147483647", 2_147_483_647],
  ["1e400", null],
  ["1e3", 1000],
  ["9".repeat(400), null],
  ["12.5", 12],
  ["NaN", null],
  ["Infinity", null],
])("a season of %s is %s, and stays in the file", (written, season) => {
  const text = episode(`<displayseason>${written}</displayseason><season>${written}</season>`);
  const document = read(text);
  expect(document.entities[0]).toMatchObject({ displaySeason: season, season });
  const isTold = season === null && /\d/.test(written);
  const shown = written.length > 30 ? `${written.slice(0, 30)}…` : written;
  expect(document.warnings).toEqual(
    isTold ? [`Numbers that cannot be true were passed over: ${shown} in <displayseason> and 1 more.`] : [],
  );
  expect(listLeaves(writeNfo(document))).toEqual(listLeaves(text));
});

test("a number that cannot be true gives way to the next element that says one", () => {
  const text = episode("<displayseason>99999999999</displayseason><airsbefore_season>2</airsbefore_season>");
  expect(entityOf(text).displaySeason).toBe(2);
  const set = movie('<set tmdbcolid="99999999999"><name>S</name></set><collectionnumber>10</collectionnumber>');
  expect(entityOf(set).collection).toEqual({ name: "S", overview: null, tmdbId: 10 });
  expect(entityOf(movie("<set>S</set><uniqueid type='tmdbSet'>99999999999</uniqueid>")).collection?.tmdbId).toBeNull();
});

test("ratings and votes that no scale holds are not read; many votes are", () => {
  const rating = (value: string, votes: string) =>
    entityOf(movie(`<ratings><rating name="x"><value>${value}</value><votes>${votes}</votes></rating></ratings>`))
      .ratings;
  expect(rating("1e400", "1")).toEqual([]);
  expect(rating("7", "99999999999")).toMatchObject([{ value: 7, votes: 99_999_999_999 }]);
  expect(rating("7", "9".repeat(400))).toMatchObject([{ value: 7, votes: null }]);
  expect(rating("7.12345678901234", "1")).toMatchObject([{ value: 7.123_456_789_012_34 }]);
});

test("a name is cut at 500 characters, and no character is cut in two", () => {
  expect(capName("x".repeat(500))).toBe("x".repeat(500));
  expect(capName(`${"x".repeat(499)} y`)).toBe("x".repeat(499));
  expect(capName(`x${"𠀀".repeat(300)}`)).toBe(`x${"𠀀".repeat(249)}`);
  expect(capNames(["a", `${"x".repeat(500)}1`, `${"x".repeat(500)}2`])).toEqual(["a", "x".repeat(500)]);
});

const long = (sign: string) => sign.repeat(700);
const withLongNames = movie(
  `<originaltitle>${long("o")}</originaltitle><sorttitle>${long("s")}</sorttitle><genre>short</genre>` +
    `<genre>${long("g")}1</genre><genre>${long("g")}2</genre><studio a="b">${long("t")}</studio><director>${long("d")}</director>` +
    `<set><name>${long("c")}</name></set><ratings><rating name="${long("r")}"><value>5</value></rating></ratings>` +
    `<actor><name>${long("n")}</name><role>${long("p")}</role><type>Actor</type><id>7</id></actor>`,
);

/** An entity whose names went through a database. */
function asKept(entity: NfoEntity): NfoEntity {
  return {
    ...entity,
    originalTitle: entity.originalTitle && capName(entity.originalTitle),
    sortTitle: entity.sortTitle && capName(entity.sortTitle),
    genres: capNames(entity.genres),
    studios: capNames(entity.studios),
    directors: capNames(entity.directors),
    collection: entity.collection && { ...entity.collection, name: capName(entity.collection.name) },
    ratings: entity.ratings.map((rating) => ({ ...rating, name: capName(rating.name) })),
    actors: entity.actors.map((actor) => ({
      ...actor,
      name: capName(actor.name),
      role: actor.role && capName(actor.role),
      type: null,
    })),
  };
}

test("names that came back cut are written as the whole ones that the file has", () => {
  const { kind, entities, kept } = read(withLongNames);
  const entity = asKept(entityOf(withLongNames));
  expect(entity.genres).toHaveLength(2);
  expect(listLeaves(writeNfo({ kind, entities: [entity], kept }))).toEqual(listLeaves(withLongNames));
  const changed = { ...entity, originalTitle: "Other", genres: ["short", "new"] };
  expect(entityOf(writeNfo({ kind, entities: [changed], kept }))).toEqual({
    ...entities[0],
    originalTitle: "Other",
    genres: ["short", "new"],
  });
});
