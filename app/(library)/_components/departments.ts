type CrewRow = { crewId: number; name: string; job: string; department: string | null };
export type Department = { name: string; people: { crewId: number; name: string; jobs: string[] }[] };

/** Crew by department. One line a person: several jobs in one department stand together. */
export function byDepartment(rows: readonly CrewRow[]): Department[] {
  const departments = new Map<string, Map<number, { crewId: number; name: string; jobs: string[] }>>();
  for (const { crewId, name, job, department } of rows) {
    const title = department ?? "Others";
    const people = departments.get(title) ?? new Map();
    departments.set(title, people);
    const person = people.get(crewId) ?? { crewId, name, jobs: [] };
    people.set(crewId, { ...person, jobs: [...person.jobs, job] });
  }
  return [...departments].map(([name, people]) => ({ name, people: [...people.values()] }));
}
