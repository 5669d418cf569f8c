/** More of them are no easier to read than the five fields. */
const mostTimes = 6;
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;
const shortMonths = months.map((name) => name.slice(0, 3).toUpperCase());
const shortDays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * Five fields in words, such as "at 03:00 every day", "every 15 minutes", "at 02:30 on 29 February". Undefined for what is
 * better read as it is written; its next times say the rest.
 */
export function describeCron(cron: string): string | undefined {
  const [minute, hour, day, month, weekday] = cron.trim().split(/\s+/);
  if (minute === undefined || hour === undefined || day === undefined || month === undefined || weekday === undefined) {
    return undefined;
  }
  const days = daysInWords({ day, month, weekday });
  if (days === undefined) return undefined;
  const every = repeatInWords(minute, hour);
  if (every !== undefined) return days === "every day" ? every : `${every}, ${days}`;
  const times = timesOf(minute, hour);
  return times === undefined ? undefined : `at ${list(times)} ${days}`;
}

function repeatInWords(minute: string, hour: string): string | undefined {
  const minutes = stepOf(minute, 60);
  if (minutes !== undefined && hour === "*") return minutes === 1 ? "every minute" : `every ${minutes} minutes`;
  const at = numbersOf(minute, 0, 59);
  if (hour === "*" && at !== undefined && at.length > 1) {
    return at.length > mostTimes ? undefined : `every hour at minutes ${list(at.map(String))}`;
  }
  if (at?.length !== 1) return undefined;
  if (hour === "*") return at[0] === 0 ? "every hour" : `every hour at minute ${at[0]}`;
  const hours = stepOf(hour, 24);
  if (hours === undefined) return undefined;
  return `every ${hours} hours${at[0] === 0 ? "" : ` at minute ${at[0]}`}`;
}

/** Of a step that divides the whole evenly; others are not "every". */
function stepOf(field: string, whole: number): number | undefined {
  if (field === "*") return 1;
  const step = /^\*\/(\d{1,2})$/.exec(field)?.[1];
  const number = Number(step ?? Number.NaN);
  return number >= 1 && whole % number === 0 ? number : undefined;
}

function timesOf(minute: string, hour: string): string[] | undefined {
  const minutes = numbersOf(minute, 0, 59);
  const hours = numbersOf(hour, 0, 23);
  if (minutes === undefined || hours === undefined || minutes.length * hours.length > mostTimes) return undefined;
  const two = (number: number) => String(number).padStart(2, "0");
  return hours.flatMap((each) => minutes.map((part) => `${two(each)}:${two(part)}`));
}

function daysInWords({ day, month, weekday }: { day: string; month: string; weekday: string }): string | undefined {
  const inMonths = monthsOf(month);
  if (inMonths === undefined) return undefined;
  if (day !== "*" && weekday !== "*") {
    // Where both are named, either is enough.
    const parts = [daysInWords({ day, month, weekday: "*" }), daysInWords({ day: "*", month, weekday })];
    const isPlain = parts.every((part) => part !== undefined && !part.startsWith("every day"));
    return isPlain ? parts.join(", and ") : undefined;
  }
  if (day === "*") {
    const every = weekday === "*" ? "every day" : weekdaysInWords(weekday);
    return every === undefined || inMonths.length === 12 ? every : `${every} in ${list(inMonths.map(nameOfMonth))}`;
  }
  const days = numbersOf(day, 1, 31);
  if (days === undefined) return undefined;
  if (inMonths.length === 1) return `on ${list(days.map(String))} ${nameOfMonth(inMonths[0] ?? 0)}`;
  const of = inMonths.length === 12 ? "every month" : list(inMonths.map(nameOfMonth));
  return `on day ${list(days.map(String))} of ${of}`;
}

function weekdaysInWords(field: string): string | undefined {
  const found = weekdaysOf(field);
  if (found === undefined) return undefined;
  if (found.length === 7) return "every day";
  if (found.join() === "1,2,3,4,5") return "from Monday to Friday";
  return `every ${list(found.map((number) => weekdays[number] ?? ""))}`;
}

const nameOfMonth = (number: number): string => months[number - 1] ?? "";

function monthsOf(field: string): number[] | undefined {
  const found = numbersOf(field === "*" ? "1-12" : withNumbers(field, { names: shortMonths, first: 1 }), 1, 12);
  return found && [...new Set(found)];
}

/** 0 to 6 from Sunday on; 7 is Sunday, too. */
function weekdaysOf(field: string): number[] | undefined {
  const numbers = numbersOf(withNumbers(field, { names: shortDays, first: 0 }), 0, 7);
  return numbers && [...new Set(numbers.map((number) => number % 7))].toSorted((a, b) => a - b);
}

/** A field with numbers in the place of names such as MON or feb. */
function withNumbers(field: string, { names, first }: { names: readonly string[]; first: number }): string {
  return field.toUpperCase().replaceAll(/[A-Z]+/g, (name) => {
    const index = names.indexOf(name);
    return index === -1 ? name : String(index + first);
  });
}

/** The numbers of a list such as `1,3,5-7`. Undefined for everything else. */
function numbersOf(field: string, min: number, max: number): number[] | undefined {
  const found: number[] = [];
  for (const part of field.split(",")) {
    const [, first, last] = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(part) ?? [];
    const from = Number(first ?? Number.NaN);
    const to = Number(last ?? first ?? Number.NaN);
    if (!(from >= min && to <= max && from <= to)) return undefined;
    for (let number = from; number <= to; number += 1) found.push(number);
  }
  return found.toSorted((a, b) => a - b);
}

function list(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
