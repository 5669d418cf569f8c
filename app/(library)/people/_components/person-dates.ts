import { formatDay } from "../../series/[seriesId]/_components/names.ts";

type Dates = { birthday: string | null; deathday: string | null; birthPlace: string | null };

/** "Born 9 Aug 1976 in Beaumont, France", "Died 2 May 2020, aged 43". What is not known is left out. */
export function datesOf({ birthday, deathday, birthPlace }: Dates): string[] {
  const born = [birthday && formatDay(birthday), birthPlace && `in ${birthPlace}`].filter(Boolean).join(" ");
  const age = birthday && deathday ? ageAt(birthday, deathday) : undefined;
  const died = age === undefined ? "" : `, aged ${age}`;
  return [
    ...(born === "" ? [] : [`Born ${born}`]),
    ...(deathday === null ? [] : [`Died ${formatDay(deathday)}${died}`]),
  ];
}

/** Whole years between two calendar days. */
function ageAt(birthday: string, day: string): number | undefined {
  const years = Number(day.slice(0, 4)) - Number(birthday.slice(0, 4)) - (day.slice(5) < birthday.slice(5) ? 1 : 0);
  return Number.isFinite(years) && years >= 0 ? years : undefined;
}
