import { z } from "zod";

/** A person as a card shows them. */
export const personSchema = z.object({
  personId: z.int(),
  name: z.string(),
  imageHash: z.string().nullable(),
  titleCount: z.int(),
});
export type Person = z.output<typeof personSchema>;

export const peoplePage = z.object({ people: z.array(personSchema), nextCursor: z.string().nullable() });
export type PeoplePage = z.output<typeof peoplePage>;
