/**
 * Folders of series as people have them, and the episodes in them:
 * `folder | episodes | TMDB id or review | ids in tvshow.nfo`. Episodes: `1x1-7 2x1-13`, counted `a1-120`, dated `2024-05-01`.
 */
export const seriesCases = `
# Plain folders
Breaking Bad | 1x1-7 2x1-13 | 1396
Breaking Bad (2008) | 1x1-7 | 1396
Breaking.Bad.S01.1080p.BluRay.x264 | 1x1-7 | 1396
breaking bad | 5x1-16 | 1396
Firefly (2002) | 1x1-14 | 1437
Firefly | 1x1-14 | 1437
Game of Thrones (2011) [tvdbid-121361] | 8x1-6 | 1399
Game of Thrones | 1x1-10 2x1-10 | 1399
Chernobyl (2019) | 1x1-5 | 87108
Chernobyl | 1x1-5 | 87108
Dark (2017) | 1x1-10 | 70523
Dark | 1x1-10 2x1-8 3x1-8 | 70523
Squid Game | 1x1-9 | 93405
Sherlock | 1x1-3 2x1-3 | 19885
Sherlock (2010) | 1x1-3 | 19885
Severance (2022) | 1x1-9 | 95396
The Long Tide | 1x1-21 2x1-20 | 990001
Long Tide, The | 1x1-21 | 990001
Pioneer One | 1x1-6 | 990010
Dragnet (1951) | 1x1-14 | 990012
Star Trek The Next Generation | 1x1-26 2x1-22 | 655
Star Trek - The Next Generation (1987) | 1x1-26 | 655
Star.Trek.The.Next.Generation.S03 | 3x1-26 | 655
# Two series of one title
The Office (US) | 1x1-6 2x1-22 | 2316
The Office US | 1x1-6 | 2316
The Office (UK) | 1x1-6 2x1-6 | 2996
The Office (2001) | 1x1-6 | 2996
The Office (2005) | 1x1-6 | 2316
The Office | 1x1-6 2x1-22 3x1-25 | 2316
The Office | 1x1-6 2x1-6 | review
Office, The | 1x1-6 | review
House of Cards (2013) | 1x1-13 | 1425
House of Cards (US) | 1x1-13 2x1-13 | 1425
House of Cards (1990) | 1x1-4 | 15260
House of Cards (UK) (1990) | 1x1-4 | 15260
House of Cards | 1x1-4 | review
House of Cards | 1x1-13 2x1-13 | 1425
Battlestar Galactica (2003) | 1x1-13 2x1-20 | 1972
Battlestar Galactica (2004) | 1x1-13 | 1972
Battlestar Galactica (1978) | 1x1-24 | 501
Battlestar Galactica | 1x1-24 | 501
Battlestar Galactica | 1x1-13 | review
Battlestar Galactica | 2x1-20 3x1-20 | 1972
Ghosts (2021) | 1x1-18 | 98888
Ghosts (2019) | 1x1-6 | 88055
Ghosts UK | 1x1-6 2x1-6 3x1-6 | 88055
Ghosts (US) | 1x1-18 | 98888
Ghosts | 1x1-6 | review
# Translated, original and other titles
Haus des Geldes | 1x1-15 2x1-8 | 71446
La Casa de Papel (2017) | 1x1-15 | 71446
Money Heist | 1x1-15 | 71446
Die Simpsons | 1x1-13 2x1-22 | 456
The Simpsons (1989) | 30x1-23 | 456
Raumschiff Enterprise - Das nächste Jahrhundert | 1x1-26 | 655
Star Trek TNG (1987) | 1x1-26 | 655
Le Trône de fer (2011) | 1x1-10 | 1399
Kampfstern Galactica (1978) | 1x1-24 | 501
오징어 게임 | 1x1-9 | 93405
進撃の巨人 (2013) | 1x1-25 | 1429
Shingeki no Kyojin (2013) | 1x1-25 | 1429
L'Attaque des Titans (2013) | 1x1-25 | 1429
Die lange Flut (2016) | 1x1-21 | 990001
# Counted through, by date
One Piece (1999) | a1-120 | 37854
One Piece | a900-950 | 37854
[SubsPlease] Attack on Titan | a1-25 | 1429
Cowboy Bebop (1998) | 1x1-26 | 30991
Cowboy Bebop | a1-26 | 30991
Half Past Late (2024) | 2024-02-01 | 990003
# Ids
Wrong name {tvdb-81189} | 1x1 | 1396
Anything [tmdbid-70523] | 1x1 | 70523
Something [imdbid-tt0303461] | 1x1 | 1437
Dark | 1x1 | 70523 | tvdb:334824 imdb:tt5753856
The Office | 1x1-6 | 2996 | tvdb:78107
The Office (UK) {tvdb-73244} | 1x1-6 2x1-6 | 2996 | imdb:tt0290978
Home series {tvdb-81189} | 1x1 | review | imdb:tt5753856
Breaking Bad (2008) {tmdb-999999999} | 1x1-7 | 1396
# In no database
Family Videos | 1x1-12 | review
Darkness Falls (2017) | 1x1-10 | review
Chernobyl Diaries Extended (2019) | 1x1-3 | review
Sherlock Hound (1984) | 1x1-26 | review
Dragnet (1967) | 1x1-17 2x1-28 | review
Firefly Lane (2021) | 1x1-10 | review
Yoga at Home (2020) | 1x1-30 | review
The Office (AU) | 1x1-8 | review
Ghost (2021) | 1x1-18 | review
`;
