/** The first number in a text, with a comma or a point for its fraction: `7,4` and `7.4/10` are 7.4. */
export function readNumber(text: string | undefined): number | null {
  const match = /-?\d{1,15}(?:[.,]\d{1,10})?/.exec(text ?? "")?.[0];
  return match === undefined ? null : Number(match.replace(",", "."));
}

export function readInteger(text: string | undefined): number | null {
  const value = readNumber(text);
  return value === null ? null : Math.trunc(value);
}

/** `4,990` and `4.990 votes` are 4990. */
export function readVotes(text: string | undefined): number | null {
  const digits = (text ?? "").replaceAll(/\D/g, "").slice(0, 15);
  return digits === "" ? null : Number(digits);
}

export function readYear(text: string | undefined): number | null {
  const year = readInteger(text);
  return year !== null && year >= 1870 && year <= 2200 ? year : null;
}

/** A calendar day as `YYYY-MM-DD`, also from `YYYY-MM-DD hh:mm` and `DD.MM.YYYY`; null when there is no such day. */
export function readDay(text: string | undefined): string | null {
  const value = text?.trim() ?? "";
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)/.exec(value);
  const german = iso ? null : /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)/.exec(value);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : [german?.[3], german?.[2], german?.[1]];
  if (year === undefined || month === undefined || day === undefined) return null;
  const text10 = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${text10}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text10) && Number(year) >= 1870 ? text10 : null;
}

/** Minutes from `136`, `136 min`, `2h 16m`, `2:16:00`; 0 means unknown. */
export function readRuntime(text: string | undefined): number | null {
  const value = text?.trim().toLowerCase() ?? "";
  const clock = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(value);
  const words = /^(\d{1,2})\s?h(?:\D{0,10}(\d{1,3}))?/.exec(value);
  const [, hours, minutes = "0"] = clock ?? words ?? [];
  const total = hours === undefined ? readInteger(value) : Number(hours) * 60 + Number(minutes);
  return total !== null && total > 0 && total < 100_000 ? total : null;
}

export function readFlag(text: string | undefined): boolean | null {
  const value = text?.trim().toLowerCase();
  if (value === "true" || value === "yes" || value === "1") return true;
  return value === "false" || value === "no" || value === "0" ? false : null;
}
