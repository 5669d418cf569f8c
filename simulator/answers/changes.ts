import { type Answer, type Answering, errors } from "./answering.ts";

const DAY = 86_400_000;
const PAGE_SIZE = 100;

/** Which ids changed between two days, both included; the last day when none are given. No more than 14 days, as with TMDB. */
export function changesAnswer({ query, state }: Answering, kind: "movie" | "tv" | "person"): Answer {
  const page = Number(query.get("page") ?? "1");
  if (!Number.isInteger(page) || page < 1 || page > 500) return errors.invalidPage;
  const end = dayOf(query.get("end_date")) ?? Date.now();
  const start = dayOf(query.get("start_date")) ?? end - DAY;
  const until = query.has("end_date") ? end + DAY : Number.POSITIVE_INFINITY;
  if (Number.isNaN(end) || Number.isNaN(start) || end - start > 14 * DAY + DAY) return errors.invalidDates;
  const ids = new Set(
    state
      .changed(kind)
      .filter(({ at }) => at >= start && at < until)
      .map(({ id }) => id),
  );
  const found = [...ids].map((id) => ({ id, adult: false }));
  const from = (page - 1) * PAGE_SIZE;
  return {
    body: {
      results: found.slice(from, from + PAGE_SIZE),
      page,
      total_pages: Math.max(1, Math.ceil(found.length / PAGE_SIZE)),
      total_results: found.length,
    },
  };
}

function dayOf(text: string | null): number | undefined {
  return text === null ? undefined : Date.parse(`${text}T00:00:00Z`);
}
