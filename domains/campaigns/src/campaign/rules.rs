//! Decisions about campaigns, without I/O: what comes next for an organisation, in which language it is written to, what it cost.

use kernel::{Lang, Text, TranslationState};

use super::{Prices, Rhythm};

/// What comes next for an organisation that did not answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// A letter.
    Write,
    /// A call.
    Call,
    /// Waiting for the end.
    Wait,
}

/// What comes next, after so many letters. Who cannot be reached by mail, or wants none, is called at once where calls are made.
pub const fn step(rhythm: &Rhythm, letters: i64, by_mail: bool) -> Step {
    if by_mail && letters <= rhythm.reminders {
        Step::Write
    } else if rhythm.calls {
        Step::Call
    } else {
        Step::Wait
    }
}

/// The languages in which an organisation is written to: the one in which it names itself, both when it does in both or in none.
pub fn tongues(names: &Text) -> Vec<Lang> {
    let says = |lang: &Lang| {
        names.get(*lang).is_some_and(|version| {
            matches!(version.state, TranslationState::Source | TranslationState::Reviewed) && !version.text.is_empty()
        })
    };
    let both = [Lang::Nl, Lang::Fr];
    let own: Vec<Lang> = both.into_iter().filter(says).collect();
    if own.is_empty() { both.to_vec() } else { own }
}

/// What a campaign spent and got for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Organisations that were asked.
    pub asked: i64,
    /// Those that said that all is right.
    pub confirmed: i64,
    /// Those that corrected something.
    pub corrected: i64,
    /// Those that are no more.
    pub gone: i64,
    /// Those that still wait for a letter or an answer.
    pub waiting: i64,
    /// Those to be called.
    pub to_call: i64,
    /// Those that never answered.
    pub silent: i64,
    /// Those that somebody left out.
    pub left_out: i64,
    /// Letters that went.
    pub letters: i64,
    /// Calls that were made.
    pub calls: i64,
    /// Minutes that they took.
    pub minutes: i64,
}

impl Tally {
    /// Answers of any sort.
    pub const fn answers(&self) -> i64 {
        self.confirmed + self.corrected + self.gone
    }

    /// What it cost, in cents.
    pub const fn cost(&self, prices: Prices) -> i64 {
        self.letters * prices.letter + self.minutes * prices.minute
    }

    /// What an answer cost, in cents; nothing while there is none.
    pub const fn cost_each(&self, prices: Prices) -> Option<i64> {
        let answers = self.answers();
        if answers == 0 { None } else { Some((self.cost(prices) + answers / 2) / answers) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::campaign;
    use super::*;

    #[test]
    fn letters_come_first_and_calls_last() {
        let rhythm = campaign(2).setup.rhythm;
        let cases = [
            (0, true, Step::Write),
            (1, true, Step::Write),
            (2, true, Step::Write),
            (3, true, Step::Call),
            (0, false, Step::Call),
        ];
        for (letters, by_mail, expected) in cases {
            assert_eq!(step(&rhythm, letters, by_mail), expected, "{letters} {by_mail}");
        }
        let quiet = Rhythm { calls: false, ..rhythm };
        assert_eq!((step(&quiet, 3, true), step(&quiet, 0, false)), (Step::Wait, Step::Wait));
    }

    #[test]
    fn an_organisation_is_written_to_as_it_names_itself() {
        let french = Text::source(Lang::Fr, "Maison Test");
        assert_eq!(tongues(&french), [Lang::Fr]);
        let translated = french.clone().with(Lang::Nl, "Huis Test", TranslationState::Automatic);
        assert_eq!(tongues(&translated), [Lang::Fr], "a machine's name is not its own");
        assert_eq!(tongues(&french.with(Lang::Nl, "Huis Test", TranslationState::Reviewed)), [Lang::Nl, Lang::Fr]);
        assert_eq!(tongues(&Text::source(Lang::En, "Test House")), [Lang::Nl, Lang::Fr]);
    }

    #[test]
    fn costs_are_shared_among_answers() {
        let prices = Prices { letter: 5, minute: 70 };
        let tally = Tally { letters: 10, minutes: 4, confirmed: 2, gone: 1, ..Tally::default() };
        assert_eq!((tally.cost(prices), tally.cost_each(prices)), (330, Some(110)));
        assert_eq!(Tally::default().cost_each(prices), None);
    }
}
