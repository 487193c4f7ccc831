//! From a text to its words: split, lower-cased, accents folded, French elisions taken off.

/// What stands before a French apostrophe and means nothing by itself.
const ELISIONS: &[&str] = &["c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "puisqu", "qu", "quelqu", "s", "t"];
/// Longer runs of letters are no words; they are cut here.
const LONGEST_WORD: usize = 48;

/// A word of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Word {
    /// In lower case, as written.
    pub surface: String,
    /// Without accents as well: what is looked up.
    pub folded: String,
}

/// The words of a text in their order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut reading = Reading::default();
    for letter in text.chars() {
        reading.take(letter);
    }
    reading.end_word(false);
    reading.words
}

#[derive(Default)]
struct Reading {
    words: Vec<Word>,
    surface: String,
    folded: String,
    letters: usize,
    /// Letters since the last full stop inside the word: `C.P.A.S.` is one word of single letters.
    since_stop: usize,
}

impl Reading {
    fn take(&mut self, letter: char) {
        match letter {
            '\'' | '\u{2019}' | '\u{02bc}' | '`' => self.end_word(true),
            '.' if self.since_stop == 1 => self.since_stop = 0,
            _ if is_mark(letter) => self.surface.push(letter),
            _ if letter.is_alphanumeric() => self.add(letter),
            // An invisible joiner or direction mark inside a word does not part it.
            '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            _ => self.end_word(false),
        }
    }

    fn add(&mut self, letter: char) {
        if self.letters >= LONGEST_WORD {
            return;
        }
        self.letters += 1;
        self.since_stop += 1;
        for lower in letter.to_lowercase().filter(|lower| !is_mark(*lower)) {
            self.surface.push(lower);
            match fold(lower) {
                Some(plain) => self.folded.push_str(plain),
                None => self.folded.push(lower),
            }
        }
    }

    fn end_word(&mut self, before_apostrophe: bool) {
        let surface = std::mem::take(&mut self.surface);
        let folded = std::mem::take(&mut self.folded);
        let meaningless = folded.is_empty() || (before_apostrophe && ELISIONS.contains(&folded.as_str()));
        if !meaningless {
            self.words.push(Word { surface, folded });
        }
        (self.letters, self.since_stop) = (0, 0);
    }
}

/// Combining marks: what remains of an accent when a text comes decomposed.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{0300}'..='\u{036f}')
}

/// The plain letters for a Latin letter with an accent, or nothing when it stays as it is.
fn fold(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' | 'ĉ' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' | 'ė' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ű' | 'ů' => "u",
        'ý' | 'ÿ' => "y",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ź' | 'ż' | 'ž' => "z",
        'ğ' => "g",
        'ł' => "l",
        'ř' => "r",
        'ť' | 'ţ' | 'ț' => "t",
        'đ' | 'ď' => "d",
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::words;

    fn folded(text: &str) -> String {
        words(text).into_iter().map(|word| word.folded).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn texts_are_split_folded_and_freed_of_elisions() {
        for (text, expected) in [
            ("L'hébergement d’urgence", "hebergement urgence"),
            ("Soins à domicile, rendez-vous", "soins a domicile rendez vous"),
            ("C.P.A.S. d'Anderlecht", "cpas anderlecht"),
            ("Sœurs Œuvre STRASSE Straße", "soeurs oeuvre strasse strasse"),
            ("he\u{301}bergement", "hebergement"),
            ("St. Jan. Dag", "st jan dag"),
            ("vaccin covid-19", "vaccin covid 19"),
            ("العربية صحة", "العربية صحة"),
            ("…!?*()[]{}\\^$|\u{0}\u{7}😀", ""),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
    }

    #[test]
    fn a_run_of_letters_is_cut() {
        assert_eq!(words(&"a".repeat(10_000))[0].folded.len(), 48);
    }
}
