import { expect, test } from "vitest";
import { datesOf } from "./person-dates.ts";

const nothing = { birthday: null, deathday: null, birthPlace: null };

test.each([
  [nothing, []],
  [{ ...nothing, birthday: "1976-08-09", birthPlace: "Beaumont" }, ["Born 9 Aug 1976 in Beaumont"]],
  [{ ...nothing, birthPlace: "Beaumont" }, ["Born in Beaumont"]],
  [{ ...nothing, birthday: "1976-08-09", deathday: "2020-08-08" }, ["Born 9 Aug 1976", "Died 8 Aug 2020, aged 43"]],
  [{ ...nothing, birthday: "1976-08-09", deathday: "2020-08-09" }, ["Born 9 Aug 1976", "Died 9 Aug 2020, aged 44"]],
  [{ ...nothing, deathday: "2020-08-09" }, ["Died 9 Aug 2020"]],
])("%o says %o", (dates, lines) => {
  expect(datesOf(dates)).toEqual(lines);
});
