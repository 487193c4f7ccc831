//! How texts for people set their signs: French spaces where no line may end, and curly apostrophes.

use super::Source;

/// Before these French sets a space.
const PARTED: [char; 5] = ['?', '!', ';', ':', '»'];

pub(super) fn faults(source: &Source) -> Vec<String> {
    let lines = source.text.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    lines
        .flat_map(|(at, line)| judge(source, line).map(move |what| (at + 1, what)))
        .map(|(line, what)| format!("{}:{line}: {what}", source.path))
        .collect()
}

/// What is wrong with the texts of a line.
fn judge(source: &Source, line: &str) -> impl Iterator<Item = &'static str> {
    let texts = texts(source, line);
    let plain = texts.iter().any(|(french, text)| *french && has_plain_space(text));
    // A pack also holds names, as their bearers write them.
    let straight = !source.is("toml") && texts.iter().any(|(_, text)| has_straight_apostrophe(text));
    let spaces = plain
        .then_some("a line may end before a French sign; set U+202F before ? ! ; and U+00A0 before : and inside « »");
    spaces.into_iter().chain(straight.then_some("a straight apostrophe; write ’"))
}

/// The texts for people in a line, and whether each is French.
fn texts<'a>(source: &Source, line: &'a str) -> Vec<(bool, &'a str)> {
    if source.is("ftl") {
        return vec![(source.path.ends_with("fr.ftl"), line)];
    }
    let openings: &[(bool, &str)] = match () {
        () if source.is("cedar") => &[(true, "@fr(\""), (false, "@nl(\""), (false, "@en(\"")],
        () if source.is("toml") && source.path.starts_with("regions/") => &[(true, "fr = \"")],
        () => &[],
    };
    let begun = openings.iter().flat_map(|(french, opening)| line.split(opening).skip(1).map(|rest| (*french, rest)));
    begun.map(|(french, rest)| (french, rest.split('"').next().unwrap_or_default())).collect()
}

fn has_plain_space(text: &str) -> bool {
    let mut before = None;
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        // A colon inside a word, as in an address, is no sign.
        let parts = PARTED.contains(&sign) && (sign != ':' || signs.peek().is_none_or(|next| next.is_whitespace()));
        if (parts && before == Some(' ')) || (sign == '«' && signs.peek() == Some(&' ')) {
            return true;
        }
        before = Some(sign);
    }
    false
}

fn has_straight_apostrophe(text: &str) -> bool {
    text.split('\'').rev().skip(1).any(|before| before.ends_with(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(path: &str, text: &str) -> usize {
        faults(&Source::new(path, text)).len()
    }

    #[test]
    fn french_signs_keep_to_their_word() {
        for plain in
            ["a-b = Où ?", "a-b = Voici : { $n }", "a-b = { $what } : rien", "a-b = « a\u{a0}»", "    [one] mot ; mot"]
        {
            assert_eq!(wrong("x/locales/fr.ftl", plain), 1, "{plain}");
        }
        for sound in
            ["a-b = Où\u{202f}?", "a-b = Voici\u{a0}: { $n }", "# Une remarque ?", "a-b = «\u{a0}a\u{a0}»\u{202f}?"]
        {
            assert_eq!(wrong("x/locales/fr.ftl", sound), 0, "{sound}");
        }
        assert_eq!(wrong("x/locales/nl.ftl", "a-b = { $what } : niets"), 0);
        assert_eq!(wrong("x/rights/a.cedar", "@nl(\"a ?\") @fr(\"Un ; deux\")"), 1);
        assert_eq!(wrong("regions/x/a.toml", "names = { nl = \"Wat ?\", fr = \"Quoi ?\" }"), 1);
    }

    #[test]
    fn apostrophes_are_curly_in_our_own_words() {
        assert_eq!(wrong("x/locales/en.ftl", "a-b = the region's"), 1);
        assert_eq!(wrong("x/rights/a.cedar", "@en(\"the region's pack\")"), 1);
        assert_eq!(wrong("regions/x/a.toml", "names = { fr = \"Rue de l'Association\" }"), 0);
    }
}
