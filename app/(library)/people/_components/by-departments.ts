import type { JobCredit } from "#lib/people/get-person.ts";

/** A title with all jobs somebody had on it in one department: "Director, Writer" or "Director of 3 episodes". */
export type DepartmentTitle = Omit<JobCredit, "job" | "department" | "episodes"> & { jobs: string };
export type TitlesOfDepartment = { name: string; titles: DepartmentTitle[] };

/** What somebody did, by department, each title once, in the given order. */
export function byDepartments(credits: readonly JobCredit[]): TitlesOfDepartment[] {
  return [...Map.groupBy(credits, ({ department }) => department)].map(([name, of]) => ({
    name,
    titles: [...Map.groupBy(of, ({ entityType, entityId }) => `${entityType} ${entityId}`).values()].flatMap(titleOf),
  }));
}

function titleOf(credits: JobCredit[]): DepartmentTitle[] {
  const [first] = credits;
  if (first === undefined) return [];
  const { job: _job, department: _department, episodes: _episodes, ...title } = first;
  return [{ ...title, jobs: credits.map(nameOfJob).join(", ") }];
}

const nameOfJob = ({ job, episodes }: JobCredit): string =>
  episodes === null ? job : `${job} of ${episodes === 1 ? "1 episode" : `${episodes} episodes`}`;
