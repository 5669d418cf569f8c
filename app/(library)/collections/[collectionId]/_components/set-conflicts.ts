import { z } from "zod";

export type SetDraft = { name: string; sortTitle: string; overview: string };

const conflict = z.object({
  field: z.enum(["name", "sortTitle", "overview"]),
  label: z.string(),
  yours: z.string().nullable(),
  theirs: z.string().nullable(),
});
export type SetConflict = z.output<typeof conflict>;

const details = z.object({ conflicts: z.array(conflict), version: z.int() });

/** The conflicts that a refused save names, and the version they are about; none when it was refused for another reason. */
export function conflictsOf(given: unknown): z.output<typeof details> {
  const parsed = details.safeParse(given);
  return parsed.success ? parsed.data : { conflicts: [], version: 0 };
}
