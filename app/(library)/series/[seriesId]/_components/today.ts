/** YYYY-MM-DD. An episode is out from its day on; providers give no hour. */
export const today = (): string => new Date().toISOString().slice(0, 10);
