//! Abbreviations: whether one name is made of the first letters of another, as people shorten what is too long to say.

use super::names::JOINTS;

/// Letters of an abbreviation: fewer stand for too many names, more is a word.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=8;
/// From so many telling words on an abbreviation may leave one out.
const MANY: usize = 5;
/// Second halves of Dutch words that are written in one, each with a letter of its own in an abbreviation.
const HALVES: &[&str] = &[
    "centrum",
    "commissie",
    "dienst",
    "federatie",
    "fonds",
    "groep",
    "huis",
    "instituut",
    "netwerk",
    "platform",
    "raad",
    "stichting",
    "vereniging",
    "werk",
    "zorg",
];

/// Whether a name, as it is written, looks like an abbreviation: one word with several capitals.
pub(super) fn is_short(written: &str, squashed: &str) -> bool {
    let capitals = written.chars().filter(|c| c.is_uppercase()).count();
    let word = written.trim().chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '\u{2019}'));
    capitals >= 2 && word && LENGTHS.contains(&squashed.chars().count())
}

/// The abbreviations that a name of several words may have: of all of its words, of those that tell something, and with a letter for
/// the second half of a compound.
pub(super) fn initials(words: &[String]) -> Vec<String> {
    let telling: Vec<&String> = words.iter().filter(|word| !JOINTS.contains(&word.as_str())).collect();
    let first = |word: &str| word.chars().next();
    let all = words.iter().filter_map(|word| first(word)).collect();
    let of_telling = telling.iter().filter_map(|word| first(word)).collect();
    let mut with_halves = String::new();
    for word in &telling {
        let half = HALVES.iter().find(|half| word.len() > half.len() && word.ends_with(*half));
        with_halves.extend(first(word));
        with_halves.extend(half.and_then(|half| first(half)));
    }
    let mut made: Vec<String> = vec![all, of_telling, with_halves];
    made.extend(without_one(&telling));
    made.retain(|letters| telling.len() > 1 && LENGTHS.contains(&letters.chars().count()));
    made.sort();
    made.dedup();
    made
}

/// Of a name of many telling words people leave one out, never the first or the last.
fn without_one(telling: &[&String]) -> Vec<String> {
    if telling.len() < MANY {
        return Vec::new();
    }
    let left_out = |without: usize| {
        let others = telling.iter().enumerate().filter(|(at, _)| *at != without);
        others.filter_map(|(_, word)| word.chars().next()).collect()
    };
    (1..telling.len() - 1).map(left_out).collect()
}

#[cfg(test)]
mod tests {
    use super::super::names::words;
    use super::*;

    #[test]
    fn a_name_is_shortened_in_the_ways_that_people_shorten() {
        for (name, short) in [
            ("Koning Boudewijnstichting", "kbs"),
            ("Union professionnelle des Ergothérapeutes", "upe"),
            ("Bras dessus bras dessous", "bdbd"),
            ("Centrum Algemeen Welzijnswerk", "caw"),
            ("Dienst voor de Test", "dvdt"),
            ("Brusselse Federatie voor Palliatieve en Continue Zorgen", "bfpz"),
        ] {
            assert!(initials(&words(name)).contains(&short.to_owned()), "{name} {:?}", initials(&words(name)));
        }
        assert!(initials(&words("Huisartsenwachtpost")).is_empty(), "one word has no initials");
        assert!(initials(&words("Test Zorg")).is_empty(), "two letters stand for anybody");
    }

    #[test]
    fn an_abbreviation_is_told_from_a_word() {
        for (written, short) in
            [("KBS", true), ("FdSS", true), ("R.M.L.", true), ("Vivalis", false), ("UZ Test", false)]
        {
            assert_eq!(is_short(written, &words(written).concat()), short, "{written}");
        }
    }
}
