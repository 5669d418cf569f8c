import { notFound } from "next/navigation";

const largestId = 2_147_483_647;

/** An id in the address; the 404 page for what no row can have. */
export function readId(text: string): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  return number < 1 || number > largestId ? notFound() : number;
}
