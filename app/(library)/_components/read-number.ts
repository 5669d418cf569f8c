const largestId = 2_147_483_647;

/** A number of an address; undefined for what no id or number in the database can be. `least` is 1 for ids. */
export function readNumber(text: string, { least = 1 }: { least?: number } = {}): number | undefined {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : -1;
  return number < least || number > largestId ? undefined : number;
}
