/** A film series: its films are those of the catalogue that name it. */
export type Collection = { id: number; name: string; overview: string; de?: string; fr?: string };

export const collections: readonly Collection[] = [
  {
    id: 900_101,
    name: "Caminandes Collection",
    overview: "Short misfortunes of a llama who never gives up.",
    de: "Caminandes Filmreihe",
  },
  { id: 900_102, name: "Night of the Living Dead Collection", overview: "The dead rise, and the living quarrel." },
  {
    id: 2344,
    name: "The Matrix Collection",
    overview: "People who wake up inside a machine.",
    de: "Matrix Filmreihe",
    fr: "Matrix - Saga",
  },
  {
    id: 422_837,
    name: "Blade Runner Collection",
    overview: "Hunters and hunted in a city of rain.",
    de: "Blade Runner Filmreihe",
  },
  { id: 726_871, name: "Dune Collection", overview: "Houses, prophecies and sand.", de: "Dune Filmreihe" },
  { id: 8091, name: "Alien Collection", overview: "Something else is on board.", de: "Alien Filmreihe" },
  {
    id: 528,
    name: "The Terminator Collection",
    overview: "Machines sent back to prevent their defeat.",
    de: "Terminator Filmreihe",
  },
  {
    id: 263,
    name: "The Dark Knight Collection",
    overview: "A city, a mask and what it costs.",
    de: "The Dark Knight Filmreihe",
  },
  {
    id: 230,
    name: "The Godfather Collection",
    overview: "A family and its business.",
    de: "Der Pate Filmreihe",
    fr: "Le Parrain - Saga",
  },
  { id: 328, name: "Jurassic Park Collection", overview: "Dinosaurs, fences, storms.", de: "Jurassic Park Filmreihe" },
  { id: 5547, name: "RoboCop Collection", overview: "A policeman, mostly steel.", de: "RoboCop Filmreihe" },
  {
    id: 109_609,
    name: "The Fly Collection",
    overview: "An experiment with an uninvited guest.",
    de: "Die Fliege Filmreihe",
  },
  {
    id: 119,
    name: "The Lord of the Rings Collection",
    overview: "A long walk with a small ring.",
    de: "Der Herr der Ringe Filmreihe",
  },
  {
    id: 10,
    name: "Star Wars Collection",
    overview: "A family quarrel in a far galaxy.",
    de: "Star Wars Filmreihe",
    fr: "Star Wars - Saga",
  },
];
