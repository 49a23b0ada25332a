/** Given names and surnames of the guests, with the spellings that a city has: accents, other scripts, particles. */
export const FIRST = ('Maeve Liam Aoife Seán Niamh Cillian Róisín Eoin Saoirse Conor Olivia Noah Emma James Ava William Sophia Lucas ' +
    'Isabella Mason Mia Ethan Charlotte Logan Amelia Elijah Harper Benjamin Evelyn Jacob Abigail Daniel Emily Henry ' +
    'Elizabeth Samuel Sofía Mateo Camila Santiago Valentina José Lucía Andrés Zoë Chloé René Noémie François Élodie ' +
    'Jürgen Käthe Björn Åsa Søren Łukasz Małgorzata Zofia Dragoş Ioana Fatima Yusuf Layla Omar Aisha Ibrahim Priya ' +
    'Arjun Ananya Rohan Mei Wei Yuki Haruto Sakura Min-jun Seo-yeon Thảo Quang Ngọc Kwame Amara Chidi Zuri Tariq ' +
    'Noor Dmitri Анна Олег 陈伟 佐藤 Giulia Matteo Chiara Lorenzo Beatriz João Inês Thiago Hannah Abraham Miriam ' +
    'Leila Darius Grace Peter Ruth Jonah Alice Oscar Ivy Theo Florence Arthur Willow Hugo Naomi Felix Clara Jude').split(' ');
export const LAST = [
    ...('Murphy Kelly Walsh Byrne Ryan Doyle McCarthy Gallagher Doherty Kennedy Lynch Smith Johnson Williams Brown Jones ' +
        'Garcia Miller Davis Rodriguez Martinez Hernández López González Wilson Anderson Thomas Taylor Moore Jackson ' +
        'Martin Lee Pérez Thompson White Harris Sánchez Clark Ramírez Lewis Robinson Walker Young Allen King Wright ' +
        'Scott Torres Nguyễn Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Núñez ' +
        'Müller Schröder Weiß Østergaard Åkesson Kowalski Wójcik Ionescu Petrov Иванова Haddad Rahman Patel Sharma ' +
        'Iyer Chen Wang 王 Tanaka Suzuki Kim Park Trần Okafor Mensah Diallo Abebe Rossi Ferrari Esposito Silva Sousa ' +
        'Cohen Levy Goldberg Katz Novák Szabó Papadopoulos Yılmaz Demir Hussain Ali Begum Fraser Macleod Evans Hughes ' +
        'Fitzgerald Brennan Quinn Moran Nolan Power Duffy Hayes Keane Brady Reid Stewart Bell Bailey Cooper Cox Ward').split(' '),
    "O'Brien",
    "O'Sullivan",
    "D'Angelo",
    'van der Berg',
    'de la Cruz',
    'von Trapp',
    'Ní Dhomhnaill',
    'Smith-Jones',
    'Le Goff',
];
/** Reserved for examples by RFC 2606, so that no address here is anybody's. */
export const DOMAINS = [
    'example.com',
    'example.com',
    'example.com',
    'example.org',
    'example.net',
    'mail.example.com',
    'post.example.org',
    'work.example.net',
];
/** The names as they go into an address: lower case ASCII letters, 'guest' for those written in another script. */
export const FIRST_IN_ASCII = FIRST.map(asciiLetters);
export const LAST_IN_ASCII = LAST.map(asciiLetters);
function asciiLetters(name) {
    const plain = name
        .normalize('NFD')
        .toLowerCase()
        .replaceAll('ł', 'l')
        .replaceAll('ø', 'o')
        .replaceAll('ß', 'ss')
        .replaceAll('ı', 'i');
    return plain.replace(/[^a-z]/g, '') || 'guest';
}
//# sourceMappingURL=names.js.map