import type { ShowEntry } from "./show.ts";

/** How many episodes each season of One Piece has: 1,122 up to the twenty-first, and one that is running. */
const voyages = [61, 16, 14, 39, 13, 52, 33, 35, 73, 45, 26, 14, 101, 58, 62, 49, 118, 36, 99, 14, 194, 36];
const years = [
  1999, 2001, 2001, 2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2009, 2009, 2011, 2012, 2014, 2015, 2017, 2018,
  2019, 2019, 2024,
];

/** Anime: files of these are often numbered through, which no season number tells. */
export const animeShows: readonly ShowEntry[] = [
  {
    tmdb: 37_854,
    tvdb: 81_797,
    imdb: "tt0388629",
    tvmaze: 1505,
    title: "One Piece",
    original: { title: "ワンピース", language: "ja" },
    status: "Returning Series",
    minutes: 24,
    genres: "Action & Adventure, Comedy, Animation",
    creators: "Eiichiro Oda",
    directors: "Konosuke Uda, Munehisa Sakai, Hiroaki Miyamoto",
    writers: "Junki Takegami, Hirohiko Kamisaka",
    cast: "Mayumi Tanaka = Monkey D. Luffy (voice); Kazuya Nakai = Roronoa Zoro (voice); Akemi Okamura = Nami (voice); Kappei Yamaguchi = Usopp (voice); Hiroaki Hirata = Sanji (voice); Ikue Otani = Tony Tony Chopper (voice); Yuriko Yamaguchi = Nico Robin (voice)",
    guests: "Toru Furuya = Sabo (voice); Shuichi Ikeda = Shanks (voice); Chikao Otsuka = Gol D. Roger (voice)",
    networks: "Fuji TV",
    studios: "Toei Animation",
    countries: "JP",
    rated: "US:TV-14 DE:12 GB:12",
    votes: [8.7, 4_820],
    popularity: 98.1,
    overview: "A boy of rubber collects a crew, a ship and enemies on the way to a treasure that nobody has seen.",
    de: { overview: "Ein Junge aus Gummi sucht eine Mannschaft und einen Schatz." },
    fr: { overview: "Un garçon en caoutchouc cherche un équipage et un trésor." },
    also: "JP:Wan Pīsu; US:One Piece (1999); CN:海贼王",
    keywords: "pirate, based on manga, anime, long running",
    absolute: true,
    seasons: voyages.map((count, index) => ({
      from: `${years[index] ?? 2000}-${index === 0 ? "10-20" : "04-0".concat(String((index % 7) + 1))}`,
      every: index === 0 ? 7 : 7,
      count,
      ...(index === 0
        ? {
            name: "East Blue",
            titles:
              "I'm Luffy! The Man Who's Gonna Be King of the Pirates!; Enter the Great Swordsman! Pirate Hunter Roronoa Zoro!; Morgan versus Luffy! Who's the Mysterious Pretty Girl?; Luffy's Past! Enter Red-Haired Shanks!; A Terrifying Mysterious Power! Captain Buggy, the Clown Pirate!; Desperate Situation! Beast Tamer Mohji vs. Luffy!",
            original:
              "俺はルフィ! 海賊王になる男だ!; 大剣豪現る! 海賊狩りロロノア・ゾロ; モーガンVSルフィ! 謎の美少女は誰?; ルフィの過去! 赤髪のシャンクス登場",
          }
        : {}),
    })),
    specials: {
      titles:
        "@2000-12-20 Luffy's Fall! The Unexplored Region; @2002-12-29 Open Upon the Great Sea! A Father's Huge Dream; @2006-12-17 Protect! The Last Great Stage",
      minutes: 46,
    },
    groups: [
      {
        name: "Sagas",
        type: 5,
        description: "By the part of the story.",
        parts: ["East Blue: 1x1-1x61", "Alabasta: 2x1-4x39", "Sky Island: 5x1-6x52", "Water Seven: 7x1-10x45"],
      },
    ],
  },
  {
    tmdb: 1429,
    tvdb: 267_440,
    imdb: "tt2560140",
    tvmaze: 919,
    title: "Attack on Titan",
    original: { title: "進撃の巨人", language: "ja" },
    status: "Ended",
    minutes: 24,
    genres: "Sci-Fi & Fantasy, Action & Adventure, Animation",
    creators: "Hajime Isayama",
    directors: "Tetsuro Araki, Masashi Koizuka, Yuichiro Hayashi",
    writers: "Yasuko Kobayashi, Hiroshi Seko",
    cast: "Yuki Kaji = Eren Yeager (voice); Yui Ishikawa = Mikasa Ackermann (voice); Marina Inoue = Armin Arlert (voice); Kisho Taniyama = Jean Kirschtein (voice); Hiroshi Kamiya = Levi (voice); Romi Park = Hange Zoe (voice)",
    guests:
      "Daisuke Ono = Erwin Smith (voice); Yoshimasa Hosoya = Reiner Braun (voice); Yu Shimamura = Annie Leonhart (voice)",
    networks: "MBS; NHK G",
    studios: "Wit Studio; MAPPA",
    countries: "JP",
    rated: "US:TV-MA DE:16 GB:15",
    votes: [8.7, 6_640],
    popularity: 120.5,
    tagline: "Walls keep out and keep in.",
    overview: "Behind three walls lives what is left of mankind. One day something looks over the first of them.",
    de: { overview: "Hinter drei Mauern lebt der Rest der Menschheit. Eines Tages blickt etwas über die erste." },
    fr: { title: "L'Attaque des Titans", overview: "Derrière trois murs vit ce qui reste de l'humanité." },
    also: "JP:Shingeki no Kyojin; US:AoT",
    keywords: "giant, based on manga, anime, walled city",
    absolute: true,
    seasons: [
      {
        from: "2013-04-07",
        titles:
          "To You, in 2000 Years: The Fall of Shiganshina, Part 1; That Day: The Fall of Shiganshina, Part 2; A Dim Light Amid Despair: Humanity's Comeback, Part 1; The Night of the Closing Ceremony: Humanity's Comeback, Part 2; First Battle: The Struggle for Trost, Part 1; The World the Girl Saw: The Struggle for Trost, Part 2; Small Blade: The Struggle for Trost, Part 3; Hearing the Heartbeat: The Struggle for Trost, Part 4; Whereabouts of His Left Arm: The Struggle for Trost, Part 5; Response: The Struggle for Trost, Part 6; Icon: The Struggle for Trost, Part 7; Wound: The Struggle for Trost, Part 8; Primal Desire: The Struggle for Trost, Part 9; Can't Look Into His Eyes Yet: Eve of the Counterattack, Part 1; Special Operations Squad: Eve of the Counterattack, Part 2; What Needs to Be Done Now: Eve of the Counterattack, Part 3; Female Titan: The 57th Exterior Scouting Mission, Part 1; Forest of Giant Trees: The 57th Exterior Scouting Mission, Part 2; Bite: The 57th Exterior Scouting Mission, Part 3; Erwin Smith: The 57th Exterior Scouting Mission, Part 4; Crushing Blow: The 57th Exterior Scouting Mission, Part 5; The Defeated: The 57th Exterior Scouting Mission, Part 6; Smile: Assault on Stohess, Part 1; Mercy: Assault on Stohess, Part 2; Wall: Assault on Stohess, Part 3",
        original: "二千年後の君へ; その日; 絶望の中で鈍く光る; 解散式の夜; 初陣",
      },
      {
        from: "2017-04-01",
        titles:
          "Beast Titan; I'm Home; Southwestward; Soldier; Historia; Warrior; Close Combat; The Hunters; Opening; Children; Charge; Scream",
      },
      {
        from: "2018-07-23",
        titles:
          "Smoke Signal; Pain; Old Story; Trust; Reply; Sin; Wish; Outside the Walls of Orvud District; Ruler of the Walls; Friends; Bystander; Night of the Battle to Retake the Wall; @2019-04-29 The Town Where Everything Began; Thunder Spears; Descent; Perfect Game; Hero; Midnight Sun; The Basement; That Day; Attack Titan; The Other Side of the Wall",
      },
      {
        from: "2020-12-07",
        titles:
          "The Other Side of the Sea; Midnight Train; The Door of Hope; From One Hand to Another; Declaration of War; The War Hammer Titan; Assault; Assassin's Bullet; Brave Volunteers; A Sound Argument; Deceiver; Guides; Children of the Forest; Savagery; Sole Salvation; Above and Below; @2022-01-10 Judgment; Sneak Attack; Two Brothers; Memories of the Future; From You, 2,000 Years Ago; Thaw; Sunset; Pride; Night of the End; Traitor; Retrospective; The Dawn of Humanity",
      },
    ],
    specials: {
      titles:
        "@2013-12-09 Ilse's Notebook; @2014-04-09 A Sudden Visitor; @2014-08-08 Distress; @2023-03-04 The Final Chapters: Special 1; @2023-11-05 The Final Chapters: Special 2",
    },
  },
  {
    tmdb: 30_991,
    tvdb: 76_885,
    imdb: "tt0213338",
    tvmaze: 990_030,
    title: "Cowboy Bebop",
    original: { title: "カウボーイビバップ", language: "ja" },
    status: "Ended",
    minutes: 24,
    genres: "Animation, Action & Adventure, Sci-Fi & Fantasy",
    creators: "Hajime Yatate",
    directors: "Shinichiro Watanabe",
    writers: "Keiko Nobumoto, Dai Sato",
    cast: "Koichi Yamadera = Spike Spiegel (voice); Unsho Ishizuka = Jet Black (voice); Megumi Hayashibara = Faye Valentine (voice); Aoi Tada = Ed (voice)",
    networks: "TV Tokyo; WOWOW",
    studios: "Sunrise",
    countries: "JP",
    rated: "US:TV-14 DE:12",
    votes: [8.4, 1_870],
    popularity: 47.2,
    overview: "Three bounty hunters, a child and a dog share a ship and seldom a meal.",
    de: { overview: "Drei Kopfgeldjäger, ein Kind und ein Hund teilen sich ein Schiff." },
    keywords: "bounty hunter, space western, anime",
    absolute: true,
    seasons: [
      {
        from: "1998-10-24",
        titles:
          "Asteroid Blues; Stray Dog Strut; Honky Tonk Women; Gateway Shuffle; Ballad of Fallen Angels; Sympathy for the Devil; Heavy Metal Queen; Waltz for Venus; Jamming with Edward; Ganymede Elegy; Toys in the Attic; Jupiter Jazz (Part 1); Jupiter Jazz (Part 2); Bohemian Rhapsody; My Funny Valentine; Black Dog Serenade; Mushroom Samba; Speak Like a Child; Wild Horses; Pierrot Le Fou; Boogie Woogie Feng Shui; Cowboy Funk; Brain Scratch; Hard Luck Woman; The Real Folk Blues (Part 1); The Real Folk Blues (Part 2)",
      },
    ],
    specials: { titles: "@1998-06-26 Mish-Mash Blues" },
  },
];
