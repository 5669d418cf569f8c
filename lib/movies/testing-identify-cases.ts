/**
 * Names of films as people have them: `path | minutes of the file or - | TMDB id or review | ids in the NFO`.
 * Films that no database has, and those whose name fits several, belong to a person.
 */
export const filmCases = `
# Plain folders and releases
The Matrix (1999)/The Matrix (1999).mkv | 136 | 603
The.Matrix.1999.1080p.BluRay.x264-GRP/the.matrix.1999.1080p.bluray.x264-grp.mkv | 136 | 603
Matrix, The (1999)/Matrix, The (1999).mkv | 136 | 603
Matrix (1999)/Matrix (1999).avi | 136 | 603
Die Matrix (1999)/Die Matrix (1999).mkv | 131 | 603
The Matrix Reloaded (2003) [2160p]/The Matrix Reloaded (2003).mkv | 138 | 604
Matrix Reloaded (2003)/Matrix Reloaded (2003).mkv | 138 | 604
Alien (1979)/Alien (1979) - Theatrical.mkv | 117 | 348
Alien.1979.Directors.Cut.2160p.UHD.BluRay.mkv | 116 | 348
Aliens (1986)/Aliens (1986).mkv | 137 | 679
Aliens.1986.Special.Edition.1080p.mkv | 154 | 679
Pulp Fiction (1994)/Pulp Fiction.mkv | 154 | 680
Fight.Club.1999.REMASTERED.1080p.BluRay.mkv | 139 | 550
Jurassic Park [1993]/Jurassic Park [1993].mp4 | 127 | 329
Inception 2010/Inception 2010.mkv | 148 | 27205
Batman Begins (2005).mkv | 140 | 272
the_dark_knight_2008_720p.mkv | 152 | 155
Dark Knight (2008).mkv | 152 | 155
Back to the Future (1985)/Back.to.the.Future.1985.mkv | 116 | 105
Charade (1963)/Charade.1963.avi | 113 | 4808
His Girl Friday (1940).mp4 | 92 | 3085
Safety Last! (1923)/Safety Last! (1923).mkv | 74 | 22596
Safety Last (1923).mkv | 74 | 22596
Das Boot (1981)/Das Boot (1981) {edition-Director's Cut}.mkv | 208 | 387
Das.Boot.1981.German.DL.1080p.mkv | 149 | 387
Boot, Das (1981).mkv | 149 | 387
The Boat (1981)/The Boat (1981).mkv | 149 | 387
# Two films of one title
The Thing (1982)/The Thing (1982).mkv | 109 | 1091
The Thing (2011)/The Thing (2011).mkv | 103 | 60935
The.Thing.1951.1080p.mkv | 87 | 10785
The Thing from Another World (1951).mkv | 87 | 10785
The Thing/The Thing.mkv | 109 | review
The Thing/The Thing.mkv | - | review
John Carpenter's The Thing (1982)/John Carpenter's The Thing (1982).mkv | 109 | 1091
Dune (1984)/Dune (1984).mkv | 137 | 841
Dune (2021)/Dune (2021).mkv | 155 | 438631
Dune.Part.One.2021.2160p.WEB-DL.mkv | 155 | 438631
Dune - Part One (2021).mkv | 155 | 438631
Dune Part Two (2024)/Dune Part Two (2024).mkv | 167 | 693134
Dune.Part.Two.2024.1080p.WEBRip.mkv | 167 | 693134
Dune - Part 2 (2024).mkv | 167 | 693134
Dune 2 (2024).mkv | 166 | 693134
Dune/Dune.mkv | - | review
Dune (2003).mkv | 95 | review
Total Recall (1990).mkv | 113 | 861
Total Recall (2012)/Total.Recall.2012.Extended.mkv | 130 | 64635
Total Recall.mkv | - | review
RoboCop (1987)/RoboCop (1987).mkv | 103 | 5548
Robocop.2014.1080p.BluRay.mkv | 117 | 97020
Robo Cop (1987).mkv | 102 | 5548
The Fly (1958).mkv | 94 | 11815
The Fly (1986).mkv | 96 | 9426
Fly, The (1986)/Fly, The (1986).mkv | 92 | 9426
The Fly.mkv | 95 | review
Nosferatu (1922)/Nosferatu (1922).mkv | 94 | 653
Nosferatu.2024.1080p.WEB.mkv | 132 | 426063
Nosferatu the Vampyre (1979).mkv | 107 | 6404
Nosferatu - Phantom der Nacht (1979).mkv | 107 | 6404
Nosferatu - Eine Symphonie des Grauens (1922).avi | 95 | 653
Nosferatu - Der Untote (2024).mkv | 132 | 426063
Nosferatu.mkv | - | review
Night of the Living Dead (1968).mkv | 96 | 10331
Night of the Living Dead (1990)/Night of the Living Dead (1990).mkv | 88 | 19185
Night.of.the.Living.Dead.mkv | - | review
Night of the Living Dead (2006).mkv | 80 | review
The Day the Earth Stood Still (1951).mkv | 92 | 828
The.Day.the.Earth.Stood.Still.2008.mkv | 104 | 10200
Day the Earth Stood Still, The (2008).mkv | 99 | 10200
King Kong (1933).mkv | 100 | 244
King Kong (2005) [Extended]/King Kong (2005).mkv | 200 | 254
King Kong (1976)/King Kong (1976).mkv | 134 | review
Solaris (1972)/Solaris (1972) cd1.avi | 167 | 593
Solaris (2002).mkv | 95 | 2103
Solyaris (1972).mkv | 167 | 593
Солярис (1972)/Солярис.mkv | 160 | 593
Oldboy (2003)/Oldboy.mkv | 120 | 670
Oldboy.2013.720p.mkv | 104 | 87516
Old Boy (2003).mkv | 119 | 670
Funny Games (1997).mkv | 104 | 10234
Funny Games (2007).mkv | 111 | 8461
Funny Games U.S. (2007)/Funny Games U.S. (2007).mkv | 111 | 8461
Metropolis (1927)/Metropolis (1927).mkv | 148 | 19
Metropolis (2001).mkv | 108 | 9606
Metropolis.mkv | - | review
Fritz Lang's Metropolis (1927).mkv | 153 | 19
Osamu Tezuka's Metropolis (2001).mkv | 108 | 9606
Frozen (2010).mkv | 93 | 44363
Frozen (2013)/Frozen.2013.mkv | 102 | 109445
Frozen.mkv | - | review
Frozen (2012).mkv | - | review
Heat (1995).mkv | 170 | 949
The Heat (2013).mkv | 117 | 136795
Heat, The (2013).mkv | 120 | 136795
Heat.mkv | 170 | 949
# Years that are wrong
The Matrix (1998).mkv | 136 | 603
Inception (2011)/Inception (2011).mkv | 148 | 27205
Pan's Labyrinth (2007).mkv | 119 | 1417
Metropolis (1926).mkv | 148 | 19
Sintel (2011).mkv | 15 | 45745
Oldboy (2004).mkv | 120 | 670
RoboCop (1988).mkv | 102 | 5548
The Fly (1985).mkv | - | review
The Matrix (2009).mkv | 136 | review
Frozen (2011).mkv | - | review
# No year
Sintel/Sintel.mkv | 14.8 | 45745
Big Buck Bunny/bbb_sunflower_1080p.mkv | 10.5 | review
Big.Buck.Bunny.1080p.mkv | 10 | 10378
Tears of Steel.mp4 | 12.2 | 133701
Elephants Dream.avi | 10.9 | 9761
The Godfather.mkv | 175 | 238
Spirited Away.mkv | 125 | 129
Twelve Monkeys.mkv | 129 | 63
Inception.mkv | 148 | 27205
Inception.mkv | - | review
Parasite.mkv | 132 | 496243
# Translated, original and other scripts
Krieg der Sterne (1977).mkv | 121 | 11
La Guerre des étoiles (1977).mkv | 121 | 11
Star Wars (1977)/Star Wars (1977).mkv | 121 | 11
Star Wars Episode IV - A New Hope (1977)/Star Wars Episode IV - A New Hope (1977).mkv | 121 | 11
Star.Wars.Episode.4.A.New.Hope.1977.mkv | 121 | 11
Der Pate (1972).mkv | 170 | 238
Le Parrain (1972).mkv | 175 | 238
Der Pate - Teil II (1974).mkv | 202 | 240
Der Pate Teil 2 (1974).mkv | 202 | 240
Der Wüstenplanet (1984).mkv | 131 | 841
Der Wuestenplanet (1984).mkv | 131 | 841
Chihiros Reise ins Zauberland (2001).mkv | 120 | 129
Le Voyage de Chihiro (2001).mkv | 125 | 129
千と千尋の神隠し (2001)/千と千尋の神隠し.mkv | 125 | 129
Sen to Chihiro no Kamikakushi (2001).mkv | 125 | 129
Amelie (2001).mkv | 122 | 194
Amélie (2001).mkv | 122 | 194
Amelie from Montmartre (2001).mkv | 122 | 194
Le Fabuleux Destin d'Amélie Poulain (2001).mkv | 122 | 194
Le.Fabuleux.Destin.d.Amelie.Poulain.2001.mkv | 122 | 194
Die fabelhafte Welt der Amélie (2001).mkv | 117 | 194
七人の侍 (1954).mkv | 207 | 346
Die sieben Samurai (1954).mkv | 207 | 346
Shichinin no Samurai (1954).mkv | 207 | 346
7 Samurai (1954).mkv | 207 | 346
기생충 (2019).mkv | 132 | 496243
Gisaengchung (2019).mkv | 132 | 496243
El laberinto del fauno (2006).mkv | 118 | 1417
Pans Labyrinth (2006).mkv | 118 | 1417
Das Leben der Anderen (2006).mkv | 137 | 582
The Lives of Others (2006).mkv | 137 | 582
Lola rennt (1998).mkv | 80 | 104
Lola Rennt - Run Lola Run (1998).mkv | 80 | 104
La vita e bella (1997).mkv | 116 | 637
Das Leben ist schoen (1997).mkv | 116 | 637
M - Eine Stadt sucht einen Mörder (1931).mkv | 111 | 832
M le maudit (1931).mkv | 111 | 832
M (1931).mkv | 111 | 832
Le Voyage dans la Lune (1902).mkv | 14 | 775
A Trip to the Moon (1902).mkv | 15 | 775
Voyage to the Moon (1902).mkv | 15 | 775
Das Ding aus einer anderen Welt (1982).mkv | 104 | 1091
Die Eiskönigin - Völlig unverfroren (2013).mkv | 98 | 109445
Die Eiskoenigin - Voellig unverfroren (2013).mkv | 98 | 109445
Taffe Mädels (2013).mkv | 112 | 136795
Zurück in die Zukunft (1985).mkv | 111 | 105
Zurueck in die Zukunft (1985).mkv | 111 | 105
Là-haut (2009).mkv | 96 | 14160
Oben (2009).mkv | 92 | 14160
# Numbers, numbers as words, sequels
2012 (2009)/2012 (2009).mkv | 158 | 14161
1917 (2019).mkv | 119 | 530915
1917.2019.1080p.mkv | 119 | 530915
300 (2007)/300 (2007).mkv | 117 | 1271
2001 A Space Odyssey (1968).mkv | 149 | 62
2001 - A Space Odyssey (1968).mkv | 141 | 62
2001.A.Space.Odyssey.1968.1080p.mkv | 149 | 62
Blade Runner (1982) Final Cut.mkv | 117 | 78
Blade.Runner.The.Final.Cut.1982.mkv | 117 | 78
Blade Runner 2049 (2017)/Blade Runner 2049 (2017).mkv | 164 | 335984
Blade.Runner.2049.2017.2160p.mkv | 164 | 335984
12 Angry Men (1957).mkv | 96 | 389
Twelve Angry Men (1957).mkv | 96 | 389
Die zwölf Geschworenen (1957).mkv | 96 | 389
12 Monkeys (1995).mkv | 129 | 63
Twelve Monkeys (1995).mkv | 129 | 63
Se7en (1995).mkv | 127 | 807
Seven (1995).mkv | 127 | 807
Sieben (1995).mkv | 122 | 807
8½ (1963).mkv | 138 | 422
8 1-2 (1963).mkv | 138 | 422
Otto e mezzo (1963).mkv | 138 | 422
Eight and a Half (1963).mkv | 138 | 422
The Godfather (1972).mkv | 177 | 238
The Godfather Part II (1974).mkv | 202 | 240
The Godfather 2 (1974).mkv | 202 | 240
The Godfather: Part II (1974).mkv | 202 | 240
Godfather Part 2 (1974).mkv | 202 | 240
The Godfather Part III (1990).mkv | 162 | review
The Terminator (1984).mkv | 107 | 218
Terminator (1984).mkv | 107 | 218
Terminator 2 Judgment Day (1991).mkv | 137 | 280
Terminator 2 (1991).mkv | 137 | 280
Terminator.II.Judgment.Day.1991.mkv | 137 | 280
T2 (1991).mkv | 137 | 280
Terminator 3 (2003).mkv | 109 | review
Agent 327 Operation Barbershop (2017).mkv | 4 | 457784
Agent 327 (2017).mkv | 4 | 457784
Caminandes 3 - Llamigos (2016).mkv | 2.5 | 379170
Caminandes 2 (2013).mkv | 2.4 | 276414
Caminandes - Gran Dillama (2013).mkv | 2.4 | 276414
# Titles in longer titles
The Lord of the Rings The Fellowship of the Ring (2001).mkv | 208 | 120
Lord of the Rings, The - The Fellowship of the Ring (2001).mkv | 179 | 120
The Fellowship of the Ring (2001).mkv | 179 | 120
Der Herr der Ringe - Die Gefährten (2001).mkv | 171 | 120
Cosmos Laundromat - First Cycle (2015).mkv | 12 | 358332
Up (2009)/Up (2009).mkv | 96 | 14160
Spring (2019).mkv | 8 | 593048
WALL-E (2008).mkv | 98 | 10681
WALLE (2008).mkv | 98 | 10681
Wall E (2008).mkv | 98 | 10681
The General (1926).mkv | 75 | 961
General, The (1926).mkv | 75 | 961
# Ids
Anything {tmdb-603}/file.mkv | - | 603
The Matrix (1999) {imdb-tt0133093}/The Matrix.mkv | 136 | 603
Wrong title (1950) [tmdbid-949].mkv | 3 | 949
Heat (1995) {tmdb-949}/Heat (1995).mkv | 170 | 949 | tmdb:949 imdb:tt0113277
Heat (1995)/Heat (1995).mkv | 170 | 949 | imdb:tt0113277
Heat (1995)/Heat (1995).mkv | 170 | 949 | imdb:tt2404463 tmdb:949
Home film/Home film.mkv | 20 | review | imdb:tt2404463 tmdb:949
Heat (1995) {tmdb-136795}/Heat (1995).mkv | 170 | 949 | imdb:tt0113277
Home film {tmdb-603}/Home film.mkv | 20 | review | tmdb:604
Frozen (2013) {tmdb-987654321}/Frozen (2013).mkv | 102 | 109445
# In no database
Holiday at Grandmother's (2019)/Holiday at Grandmother's (2019).mkv | 74 | review
Summer Camp Theatre 2016.mp4 | 95 | review
VID_20190704_120000.mp4 | 3 | review
Wedding of Anna and Tom (2021)/Wedding.mkv | 180 | review
Heat Wave (1995).mkv | 100 | review
Matrix Fan Film (1999).mkv | 20 | review
The Thing Below (2004).mkv | 93 | review
Inception The Cobol Job (2010).mkv | 15 | review
Alien Abduction (1979).mkv | 90 | review
Frozen Fever (2015).mkv | 8 | review
Frozen Land (2013).mkv | 102 | review
Upside (2009).mkv | 96 | review
Metropolis Ferry (2026).mkv | 94 | review
Dune World (2021).mkv | 60 | review
The Quiet Harbour (2026).mkv | 94 | 1900001
Night Ferry (2025).mkv | 80 | review
`;
