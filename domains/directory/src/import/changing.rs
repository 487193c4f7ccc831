//! What a row says that changes soon: days on which it is closed, whether there is room, what it costs.

use kernel::{Day, Text};

use super::row::Reading;
use crate::{Capacity, Closure, Cost, CostSort};

/// Days on which it is closed: `2026-12-24/2027-01-02`, a day alone, or `2026-12-24/` until further notice.
pub(super) fn closures(reading: &mut Reading<'_>) -> Vec<Closure> {
    let mut all = Vec::new();
    for written in reading.list("service.closures") {
        match closure(&written) {
            Some(closure) => all.push(closure),
            None => reading.left_out(&format!("`{written}` is no closure; write it as `2026-12-24/2027-01-02`")),
        }
    }
    all
}

fn closure(written: &str) -> Option<Closure> {
    let (from, until) = match written.split_once('/') {
        Some((from, "")) => (from, None),
        Some((from, until)) => (from, Some(until)),
        None => (written, Some(written)),
    };
    let from: Day = from.trim().parse().ok()?;
    let until: Option<Day> = until.map(|until| until.trim().parse()).transpose().ok()?;
    until.is_none_or(|until| from <= until).then(|| Closure { from, until, why: Text::default() })
}

/// Whether there is room, on the day on which that was so.
pub(super) fn capacity(reading: &mut Reading<'_>) -> Option<Capacity> {
    let accepting = reading.flag("capacity.accepting");
    let (places, waiting_days) = (reading.word("capacity.places"), reading.word("capacity.waiting_days"));
    if accepting.is_none() && places.is_none() && waiting_days.is_none() {
        return None;
    }
    let is_said = reading.get("capacity.known_on").is_some();
    let known_on = reading.past_day("capacity.known_on");
    if !is_said {
        reading.left_out("it says whether there is room, but not on which day; say so in `capacity_known_on`");
    }
    Some(Capacity { accepting, places, waiting_days, known_on: known_on? })
}

/// What it costs: a word alone, or with the price in euro, such as `social_rate 12.50`.
pub(super) fn costs(reading: &mut Reading<'_>) -> Vec<Cost> {
    let mut all = Vec::new();
    for written in reading.list("service.costs") {
        match cost(&written) {
            Ok(cost) => all.push(cost),
            Err(why) => reading.left_out(&why),
        }
    }
    all
}

fn cost(written: &str) -> Result<Cost, String> {
    let (word, price) = written.split_once(char::is_whitespace).unwrap_or((written, ""));
    let sort: CostSort = word.parse().map_err(|error: kernel::UnknownWord| error.to_string())?;
    let cents = match price.trim() {
        "" => None,
        price => Some(cents(price).ok_or_else(|| format!("`{price}` is no price; write it as `12.50`"))?),
    };
    Ok(Cost { sort, cents, note: Text::default() })
}

/// Cents of a price in euro, with a point or a comma.
fn cents(price: &str) -> Option<u32> {
    let (euro, rest) = price.split_once(['.', ',']).unwrap_or((price, "00"));
    let only_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !only_digits(euro) || !only_digits(rest) || rest.len() > 2 {
        return None;
    }
    let tenths: u32 = if rest.len() == 1 { 10 } else { 1 };
    euro.parse::<u32>().ok()?.checked_mul(100)?.checked_add(rest.parse::<u32>().ok()? * tenths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closures_are_a_day_a_span_or_open_ended_and_never_turned_round() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        for (written, expected) in [
            ("2026-12-24/2027-01-02", Some((day("2026-12-24"), Some(day("2027-01-02"))))),
            ("2026-12-24", Some((day("2026-12-24"), Some(day("2026-12-24"))))),
            ("2026-12-24/", Some((day("2026-12-24"), None))),
            ("2027-01-02/2026-12-24", None),
            ("Christmas", None),
            ("/2026-12-24", None),
        ] {
            assert_eq!(closure(written).map(|closure| (closure.from, closure.until)), expected, "{written}");
        }
    }

    #[test]
    fn prices_are_read_to_the_cent_or_not_at_all() {
        for (price, expected) in [
            ("12", Some(1_200)),
            ("12.5", Some(1_250)),
            ("12,05", Some(1_205)),
            ("0", Some(0)),
            ("12.505", None),
            ("-1", None),
            ("12.", None),
            ("99999999999", None),
            ("a lot", None),
        ] {
            assert_eq!(cents(price), expected, "{price}");
        }
        assert_eq!(cost("social_rate 12.50").unwrap().cents, Some(1_250));
        assert_eq!(cost("free").unwrap(), Cost { sort: CostSort::Free, cents: None, note: Text::default() });
        assert!(cost("cheap").is_err() && cost("free a").is_err());
    }
}
