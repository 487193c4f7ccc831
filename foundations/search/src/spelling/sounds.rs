//! What a word sounds like, to ears of Dutch and French alike.
//!
//! Two words with one sound are confused by people who write by ear: `kardioloog` and `cardioloog`, `farmasie` and `pharmacie`,
//! `ortofonist` and `orthophoniste`. It is rougher than any language: which one somebody writes is not known, and of
//! several words with one sound the spelling decides.

/// Fewer sounds say too little.
const SHORTEST: usize = 3;

/// Where a spelling has its sound.
#[derive(Clone, Copy)]
enum Where {
    Anywhere,
    /// At the beginning of a word.
    First,
    /// Before `e`, `i` or `y`.
    BeforeLight,
    /// Inside a word, before a vowel: the `ti` of `politie` and `addiction`.
    InsideBeforeVowel,
    /// At the end of a word, or before `s` or `t`.
    Hard,
}

use Where::{Anywhere, BeforeLight, First, Hard, InsideBeforeVowel};

/// Spellings and their sounds; the first that fits counts, and any other letter sounds as it is written.
const SOUNDS: &[(&str, Where, &str)] = &[
    ("ps", First, "s"),
    ("sch", Anywhere, "sk"),
    ("eau", Anywhere, "o"),
    ("auw", Anywhere, "o"),
    ("ouw", Anywhere, "o"),
    ("oeu", Anywhere, "u"),
    ("ti", InsideBeforeVowel, "si"),
    ("sc", BeforeLight, "s"),
    ("cc", BeforeLight, "ks"),
    ("gu", BeforeLight, "k"),
    ("ch", Anywhere, "k"),
    ("ck", Anywhere, "k"),
    ("cq", Anywhere, "k"),
    ("qu", Anywhere, "k"),
    ("ph", Anywhere, "f"),
    ("dt", Anywhere, "t"),
    ("ij", Anywhere, "i"),
    ("ei", Anywhere, "i"),
    ("ey", Anywhere, "i"),
    ("ie", Anywhere, "i"),
    ("ai", Anywhere, "e"),
    ("au", Anywhere, "o"),
    ("ou", Anywhere, "o"),
    ("eu", Anywhere, "u"),
    ("oe", Anywhere, "u"),
    ("ue", Anywhere, "u"),
    ("c", BeforeLight, "s"),
    ("c", Anywhere, "k"),
    ("q", Anywhere, "k"),
    ("g", Anywhere, "k"),
    ("x", Anywhere, "ks"),
    ("z", Anywhere, "s"),
    ("v", Anywhere, "f"),
    ("y", Anywhere, "i"),
    ("d", Hard, "t"),
    ("h", Anywhere, ""),
];

/// Endings that are hardly heard, or only tell how many; the first that fits goes, of each list.
const ENDINGS: [&[&str]; 2] = [&["s"], &["en", "e"]];

/// The sound of a folded word; nothing for one with other letters than ours, or with hardly any sound.
pub(crate) fn sound(folded: &str) -> Option<String> {
    if !folded.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return None;
    }
    let mut sound = String::with_capacity(folded.len());
    let mut at = 0;
    while at < folded.len() {
        let known = SOUNDS.iter().find(|(spelling, place, _)| {
            folded[at..].starts_with(spelling) && fits(*place, at, &folded[at + spelling.len()..])
        });
        let (taken, heard) = known.map_or((1, &folded[at..=at]), |(spelling, _, heard)| (spelling.len(), *heard));
        for letter in heard.chars() {
            if !sound.ends_with(letter) {
                sound.push(letter);
            }
        }
        at += taken;
    }
    for endings in ENDINGS {
        let ending = endings.iter().find(|ending| sound.ends_with(**ending)).map_or(0, |ending| ending.len());
        if sound.len() >= SHORTEST + ending {
            sound.truncate(sound.len() - ending);
        }
    }
    (sound.len() >= SHORTEST).then_some(sound)
}

fn fits(place: Where, at: usize, rest: &str) -> bool {
    match place {
        Anywhere => true,
        First => at == 0,
        BeforeLight => rest.starts_with(['e', 'i', 'y']),
        InsideBeforeVowel => at > 0 && rest.starts_with(['a', 'e', 'o']),
        Hard => rest.is_empty() || rest.starts_with(['s', 't']),
    }
}

#[cfg(test)]
mod tests {
    use super::sound;

    #[test]
    fn what_is_confused_by_ear_sounds_alike() {
        for (typed, meant) in [
            ("kardioloog", "cardioloog"),
            ("sikoloog", "psycholoog"),
            ("psikologue", "psychologue"),
            ("farmasie", "pharmacie"),
            ("farmacy", "pharmacy"),
            ("apoteken", "apotheek"),
            ("ortofoniste", "orthophoniste"),
            ("tuisverpleging", "thuisverpleging"),
            ("sikenhuis", "ziekenhuis"),
            ("ziekenuis", "ziekenhuis"),
            ("opital", "hopital"),
            ("ebergement", "hebergement"),
            ("fluchteling", "vluchteling"),
            ("felo", "velo"),
            ("spesialist", "specialist"),
            ("huisards", "huisarts"),
            ("vrauw", "vrouw"),
            ("verlijden", "verleiden"),
            ("polisie", "politie"),
            ("adiksion", "addiction"),
            ("ospitaal", "hospitaal"),
            ("kine", "kinee"),
            ("kreche", "creche"),
            ("fysio", "fisio"),
            ("asenseur", "ascenseur"),
            ("skool", "school"),
        ] {
            assert_eq!(sound(typed), sound(meant), "{typed} {meant}");
            assert!(sound(typed).is_some(), "{typed}");
        }
    }

    #[test]
    fn what_is_not_confused_sounds_otherwise() {
        for (one, other) in
            [("zorg", "zarg"), ("moeder", "meter"), ("tandarts", "standaard"), ("logement", "soulagement")]
        {
            assert_ne!(sound(one), sound(other), "{one} {other}");
        }
        for nothing in ["", "h", "hee", "1020", "صحة", "covid19", "heen"] {
            assert_eq!(sound(nothing), None, "{nothing}");
        }
    }
}
