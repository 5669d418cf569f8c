import { notFound } from "next/navigation";
import { readNumber } from "../../../_components/read-number.ts";

export type CrewParams = { params: Promise<{ crewId: string }> };

/** The id in the address; the 404 page for what nobody can have. */
export async function readCrewId(params: CrewParams["params"]): Promise<number> {
  return readNumber((await params).crewId) ?? notFound();
}
