/** A disk with less room than `downloads.minFreeMb`, by a name that tells no path. */
export type LowDisk = { name: string; freeMb: number };

export const dataDiskName = "Metarr's data";
