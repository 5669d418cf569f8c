export const filmsText = (count: number) => (count === 1 ? "1 film" : `${count.toLocaleString("en")} films`);
