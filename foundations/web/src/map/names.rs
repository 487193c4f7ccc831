//! Names written on land: each at a point inside of what it names, clear of the markers and of the other names.

use std::fmt::{self, Write};
use std::sync::Arc;

use super::hex::broken;
use crate::markup::safe;

/// How far names stay from the edge, from markers and from each other.
const APART: f64 = 2.0;

/// A name for a piece of land, written where there is room for it.
#[derive(Clone, PartialEq, Debug)]
pub struct Name {
    /// What is written.
    pub text: String,
    /// How it is written.
    pub size: NameSize,
    /// Points inside of what it names, longitude and latitude in degrees: it stands at one of them.
    pub inside: Arc<[(f64, f64)]>,
}

/// How a name is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NameSize {
    /// The name of a colour: on one line, larger.
    Large,
    /// The name of a place: broken over lines.
    Small,
}

/// An upright box of the drawing: left, top, right, bottom.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Field {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Field {
    fn around((x, y): (f64, f64), (wide, high): (f64, f64)) -> Self {
        Self { left: x - wide / 2.0, top: y - high / 2.0, right: x + wide / 2.0, bottom: y + high / 2.0 }
    }

    fn holds(&self, other: &Self) -> bool {
        self.left <= other.left && self.top <= other.top && self.right >= other.right && self.bottom >= other.bottom
    }

    fn shows(&self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    fn touches(&self, other: &Self) -> bool {
        self.left < other.right + APART
            && other.left < self.right + APART
            && self.top < other.bottom + APART
            && other.top < self.bottom + APART
    }
}

impl NameSize {
    /// The class, and the room that a letter and a line take on a phone, where letters are largest in the drawing.
    fn measures(self) -> (&'static str, f64, f64) {
        match self {
            Self::Large => ("letter", 7.8, 15.0),
            Self::Small => ("town", 6.4, 13.0),
        }
    }

    fn lines(self, text: &str) -> Vec<String> {
        match self {
            Self::Large => vec![text.to_owned()],
            Self::Small => broken(text),
        }
    }
}

/// Writes the names into a frame, those of colours first. What has no room is left out.
pub(super) fn write(
    svg: &mut String,
    names: &[Name],
    frame: Field,
    mut taken: Vec<Field>,
    place: impl Fn((f64, f64)) -> (f64, f64),
) -> fmt::Result {
    for size in [NameSize::Large, NameSize::Small] {
        for name in names.iter().filter(|name| name.size == size && !name.text.is_empty()) {
            let seen: Vec<(f64, f64)> = name.inside.iter().map(|at| place(*at)).filter(|at| frame.shows(*at)).collect();
            let lines = size.lines(&name.text);
            if let Some((at, field)) = free(&seen, size, &lines, &frame, &taken) {
                write_lines(svg, at, size, &lines)?;
                taken.push(field);
            }
        }
    }
    Ok(())
}

/// Of the points at which the name collides with nothing, the one nearest to the middle of what is seen.
fn free(
    seen: &[(f64, f64)],
    size: NameSize,
    lines: &[String],
    frame: &Field,
    taken: &[Field],
) -> Option<((f64, f64), Field)> {
    let (_, letter, line) = size.measures();
    let longest = lines.iter().map(|line| line.chars().count()).max()?;
    let room = (number(longest) * letter, number(lines.len()) * line);
    let sum = seen.iter().fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
    let middle = (sum.0 / number(seen.len()), sum.1 / number(seen.len()));
    let apart = |at: &(f64, f64)| (at.0 - middle.0).hypot(at.1 - middle.1);
    seen.iter()
        .map(|at| (*at, Field::around(*at, room)))
        .filter(|(_, field)| frame.holds(field) && !taken.iter().any(|other| other.touches(field)))
        .min_by(|(a, _), (b, _)| apart(a).total_cmp(&apart(b)))
}

fn write_lines(svg: &mut String, (x, y): (f64, f64), size: NameSize, lines: &[String]) -> fmt::Result {
    let (class, _, high) = size.measures();
    // A letter stands on its line: its middle lies about a third of its size above.
    let first = y - (number(lines.len()) - 1.0) * high / 2.0 + high / 3.0;
    write!(svg, r#"<text aria-hidden="true" class="{class}">"#)?;
    for (place, line) in lines.iter().enumerate() {
        write!(svg, r#"<tspan x="{x:.0}" y="{:.0}">{}</tspan>"#, first + number(place) * high, safe(line))?;
    }
    svg.write_str("</text>")
}

fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Field = Field { left: 0.0, top: 0.0, right: 200.0, bottom: 100.0 };

    fn name(text: &str, size: NameSize, inside: &[(f64, f64)]) -> Name {
        Name { text: text.into(), size, inside: inside.into() }
    }

    fn written(names: &[Name], taken: Vec<Field>) -> String {
        let mut svg = String::new();
        write(&mut svg, names, FRAME, taken, |at| at).unwrap();
        svg
    }

    #[test]
    fn a_name_stands_in_the_middle_of_what_is_seen_and_beside_a_marker() {
        let zone = name("Noord", NameSize::Large, &[(40.0, 50.0), (100.0, 50.0), (150.0, 50.0), (900.0, 50.0)]);
        assert!(written(std::slice::from_ref(&zone), Vec::new()).contains(r#"<tspan x="100" y="55">Noord</tspan>"#));
        let marker = Field::around((100.0, 50.0), (22.0, 22.0));
        let beside = written(&[zone], vec![marker]);
        assert!(beside.contains(r#"x="150""#) && beside.contains(r#"class="letter""#), "{beside}");
    }

    #[test]
    fn the_names_of_colours_go_first_and_none_lies_over_another() {
        let town = name("Sint-Jans-<Molenbeek>", NameSize::Small, &[(100.0, 50.0)]);
        let zone = name("Centrum-West", NameSize::Large, &[(100.0, 50.0)]);
        let both = written(&[town.clone(), zone], Vec::new());
        assert!(both.contains("Centrum-West") && !both.contains("Sint-Jans"), "{both}");
        let alone = written(&[town], Vec::new());
        assert_eq!(alone.matches("<tspan").count(), 2, "{alone}");
        assert!(alone.contains("&#60;Molenbeek&#62;") && alone.contains(r#"class="town""#), "{alone}");
    }

    #[test]
    fn what_has_no_room_or_is_not_seen_is_left_out() {
        let at_the_edge = name("Anderlecht", NameSize::Small, &[(5.0, 50.0), (100.0, 99.0)]);
        let elsewhere = name("Jette", NameSize::Small, &[(-50.0, 50.0)]);
        let nowhere = name("Evere", NameSize::Small, &[]);
        let nameless = name("", NameSize::Large, &[(100.0, 50.0)]);
        assert_eq!(written(&[at_the_edge, elsewhere, nowhere, nameless], Vec::new()), "");
    }
}
