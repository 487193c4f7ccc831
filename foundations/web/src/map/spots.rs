//! Places on a map as numbered markers: those of a list beside it. Drawn around them, with the borders of the land beneath.

use std::fmt::{self, Write};

use super::names::{self, Field, Name};
use super::{Area, Pin};
use crate::Markup;
use crate::markup::safe;

/// The drawing: small, so that markers are still read on a phone.
const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 280.0;
/// Room around the markers.
const MARGIN: f64 = 30.0;
/// Nearer to each other than this, markers become one.
const TOUCHING: f64 = 21.0;
/// The least that is shown across, in degrees of latitude: about a kilometre and a half.
const LEAST: f64 = 0.014;
/// Nearer than this, points of a border are one.
const TOLD_APART: u32 = 2;
/// All that is seen.
const FRAME: Field = Field { left: 0.0, top: 0.0, right: WIDTH, bottom: HEIGHT };
/// Borders this far outside are drawn no truer.
const BEYOND: f64 = 60.0;

/// Markers on land.
#[derive(Clone, PartialEq, Debug)]
pub struct SpotMap {
    /// Its accessible name.
    pub name: String,
    /// The land, from back to front; not linked, and told by the names alone.
    pub areas: Vec<Area>,
    /// What is written on the land, where there is room.
    pub names: Vec<Name>,
    /// The markers in the order of their list.
    pub spots: Vec<Pin>,
}

/// From degrees to the drawing.
struct View {
    centre: (f64, f64),
    /// Units for a degree of longitude and of latitude.
    scale: (f64, f64),
}

impl View {
    fn around(spots: &[Pin]) -> Option<Self> {
        let bounds = |of: fn(&Pin) -> f64| {
            let values = spots.iter().map(of).filter(|value| value.is_finite());
            values.fold(None, |known: Option<(f64, f64)>, value| {
                let (least, most) = known.unwrap_or((value, value));
                Some((least.min(value), most.max(value)))
            })
        };
        let ((west, east), (south, north)) = (bounds(|pin| pin.at.0)?, bounds(|pin| pin.at.1)?);
        let shrink = f64::midpoint(north, south).to_radians().cos().max(0.01);
        let (wide, high) = ((east - west) * shrink, north - south);
        let per_degree = ((WIDTH - 2.0 * MARGIN) / wide.max(LEAST)).min((HEIGHT - 2.0 * MARGIN) / high.max(LEAST));
        Some(Self {
            centre: (f64::midpoint(west, east), f64::midpoint(south, north)),
            scale: (per_degree * shrink, per_degree),
        })
    }

    fn place(&self, (lon, lat): (f64, f64)) -> (f64, f64) {
        let (x, y) = ((lon - self.centre.0) * self.scale.0, (self.centre.1 - lat) * self.scale.1);
        (WIDTH / 2.0 + x, HEIGHT / 2.0 + y)
    }

    /// Whether a line lies on one side of all that is seen: then nothing of it is, nor of what it encloses.
    fn is_beyond(&self, ring: &[(f64, f64)]) -> bool {
        let reach = |units: f64, scale: f64| (units / 2.0 + 2.0) / scale;
        let (wide, high) = (reach(WIDTH, self.scale.0), reach(HEIGHT, self.scale.1));
        let ((lon, lat), all) = (self.centre, |is: &dyn Fn(&(f64, f64)) -> bool| ring.iter().all(is));
        all(&|at| at.0 < lon - wide)
            || all(&|at| at.0 > lon + wide)
            || all(&|at| at.1 < lat - high)
            || all(&|at| at.1 > lat + high)
    }
}

/// Markers that stand so near to each other that they are drawn as one.
struct Group<'a> {
    at: (f64, f64),
    pins: Vec<&'a Pin>,
}

impl SpotMap {
    /// The drawing; nothing without markers.
    pub fn draw(&self) -> Markup {
        let Some(view) = View::around(&self.spots) else { return Markup::default() };
        Markup::write(|svg| {
            write!(
                svg,
                r#"<svg class="map land spots" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{}">"#,
                safe(&self.name)
            )?;
            for area in &self.areas {
                let mut seen = area.rings.iter().filter(|ring| !view.is_beyond(ring)).peekable();
                if seen.peek().is_some() {
                    write!(svg, r#"<path aria-hidden="true" class="{}" d=""#, area.fill.class())?;
                    seen.try_for_each(|ring| write_ring(svg, ring, &view))?;
                    svg.write_str("\"/>")?;
                }
            }
            let groups = grouped(&self.spots, &view);
            let markers = groups.iter().map(Group::field).collect();
            names::write(svg, &self.names, FRAME, markers, |at| view.place(at))?;
            for group in groups {
                group.draw(svg)?;
            }
            svg.write_str("</svg>")
        })
    }
}

fn grouped<'a>(spots: &'a [Pin], view: &View) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for pin in spots {
        let at = view.place(pin.at);
        let touches = |group: &&mut Group<'_>| (group.at.0 - at.0).hypot(group.at.1 - at.1) < TOUCHING;
        match groups.iter_mut().find(touches) {
            Some(group) => group.pins.push(pin),
            None => groups.push(Group { at, pins: vec![pin] }),
        }
    }
    // The first of the list lie on top.
    groups.reverse();
    groups
}

impl Group<'_> {
    /// What stands in the marker: one number, both of two, the first two of more.
    fn label(&self) -> String {
        let mut labels = self.pins.iter().map(|pin| pin.label.as_str());
        match (labels.next(), labels.next(), labels.next()) {
            (Some(first), Some(second), None) => format!("{first}, {second}"),
            (Some(first), Some(second), Some(_)) => format!("{first}, {second} …"),
            (first, _, _) => first.unwrap_or_default().to_owned(),
        }
    }

    /// The room that it takes.
    fn field(&self) -> Field {
        let ((x, y), letters) = (self.at, self.label().chars().count());
        let wide = f64::from(u8::try_from(letters).unwrap_or(u8::MAX)).mul_add(6.0, 10.0).max(22.0);
        Field { left: x - wide / 2.0, top: y - 11.0, right: x + wide / 2.0, bottom: y + 11.0 }
    }

    fn draw(&self, svg: &mut String) -> fmt::Result {
        let Some(first) = self.pins.first() else { return Ok(()) };
        let ((x, y), Field { left, top, right, .. }) = (self.at, self.field());
        let titles: Vec<String> = self.pins.iter().map(|pin| format!("{}. {}", pin.label, pin.title)).collect();
        let title = safe(titles.join("; "));
        write!(svg, r#"<a class="pin" href="{}"><title>{title}</title>"#, safe(&first.href))?;
        write!(svg, r#"<rect x="{left:.1}" y="{top:.1}" width="{:.0}" height="22" rx="11"/>"#, right - left)?;
        write!(svg, r#"<text aria-hidden="true" x="{x:.1}" y="{:.1}">{}</text></a>"#, y + 4.0, safe(self.label()))
    }
}

/// A closed line, each point told from the one before. Points nearer to that one than [`TOLD_APART`] are left out, those far outside
/// are brought to the edge, and of a stretch along an edge only its ends are drawn.
fn write_ring(svg: &mut String, ring: &[(f64, f64)], view: &View) -> fmt::Result {
    let mut drawn: Vec<(i32, i32)> = Vec::new();
    for point in ring {
        let (x, y) = view.place(*point);
        let seen = (whole(x, WIDTH), whole(y, HEIGHT));
        if drawn.last().is_some_and(|last| last.0.abs_diff(seen.0).max(last.1.abs_diff(seen.1)) < TOLD_APART) {
            continue;
        }
        if let [.., before, last] = drawn.as_slice()
            && along_an_edge([*before, *last, seen])
        {
            drawn.pop();
        }
        drawn.push(seen);
    }
    let Some((first, rest)) = drawn.split_first() else { return Ok(()) };
    write!(svg, "M{} {}", first.0, first.1)?;
    let mut last = first;
    for next in rest {
        write!(svg, "l{} {}", next.0 - last.0, next.1 - last.1)?;
        last = next;
    }
    svg.write_str("z")
}

/// A coordinate as it is drawn, between [`BEYOND`] on this side and on the other of what is so wide.
#[expect(clippy::cast_possible_truncation, reason = "some hundreds")]
fn whole(at: f64, wide: f64) -> i32 {
    // Cut off where it is positive, which is far quicker than rounding.
    (at.clamp(-BEYOND, wide + BEYOND) + BEYOND + 0.5) as i32 - BEYOND as i32
}

/// Whether three points lie on the same edge, out of sight.
fn along_an_edge(points: [(i32, i32); 3]) -> bool {
    let all = |is: &dyn Fn(i32, i32) -> bool| points.iter().all(|(x, y)| is(*x, *y));
    let (left, right) = (whole(f64::NEG_INFINITY, WIDTH), whole(f64::INFINITY, WIDTH));
    let (top, bottom) = (whole(f64::NEG_INFINITY, HEIGHT), whole(f64::INFINITY, HEIGHT));
    all(&|x, _| x == left) || all(&|x, _| x == right) || all(&|_, y| y == top) || all(&|_, y| y == bottom)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Fill, NameSize};

    fn pin(label: &str, at: (f64, f64)) -> Pin {
        Pin { at, label: label.into(), title: format!("Test <{label}>"), href: format!("#r{label}") }
    }

    fn map(spots: Vec<Pin>) -> String {
        let square = vec![(4.0, 50.0), (5.0, 50.0), (5.0, 51.0), (4.0, 51.0), (4.0, 50.0)];
        let area = Area { title: String::new(), href: None, fill: Fill::Tone(1), rings: [square].into() };
        let inside = [(4.35, 50.85), (4.352, 50.845)];
        let zone = Name { text: "Zone".into(), size: NameSize::Large, inside: inside.into() };
        SpotMap { name: "Kaart & lijst".into(), areas: vec![area], names: vec![zone], spots }.draw().to_string()
    }

    #[test]
    fn each_marker_leads_to_its_place_in_the_list() {
        let svg = map(vec![pin("1", (4.35, 50.85)), pin("2", (4.40, 50.80))]);
        assert_eq!(svg.matches(r#"<a class="pin""#).count(), 2);
        assert!(
            svg.contains("href=\"#r2\"") && svg.contains("1. Test &#60;1&#62;") && svg.contains("Kaart &#38; lijst")
        );
        assert!(!svg.contains("style=") && !svg.contains("NaN"));
    }

    #[test]
    fn land_says_its_name_where_no_marker_stands() {
        let svg = map(vec![pin("1", (4.35, 50.85))]);
        let title = svg.split(r#"class="letter""#).nth(1).unwrap();
        assert!(title.contains(">Zone</tspan>") && svg.matches("letter").count() == 1, "{svg}");
        assert!(!title.contains(r#"x="210""#), "not on the marker: {svg}");
    }

    #[test]
    fn land_out_of_sight_is_not_drawn() {
        let far: Vec<(f64, f64)> = vec![(4.6, 50.0), (4.9, 50.0), (4.9, 51.0), (4.6, 50.0)];
        let around = vec![(4.0, 50.0), (5.0, 50.0), (5.0, 51.0), (4.0, 51.0), (4.0, 50.0)];
        let area = |ring: &Vec<(f64, f64)>| Area {
            title: String::new(),
            href: None,
            fill: Fill::Tone(1),
            rings: [ring.clone()].into(),
        };
        let paths = |areas: Vec<Area>| {
            let map = SpotMap { name: String::new(), areas, names: Vec::new(), spots: vec![pin("1", (4.35, 50.85))] };
            map.draw().as_str().matches("<path").count()
        };
        assert_eq!(
            (paths(vec![area(&far)]), paths(vec![area(&around)]), paths(vec![area(&far), area(&around)])),
            (0, 1, 1)
        );
    }

    #[test]
    fn borders_out_of_sight_are_drawn_by_their_ends() {
        let far = (0..50).map(|n| (4.0 + f64::from(n) / 10.0, 60.0)).chain([(9.0, 40.0), (4.0, 40.0)]);
        let area = Area { title: String::new(), href: None, fill: Fill::Tone(1), rings: [far.collect()].into() };
        let svg =
            SpotMap { name: String::new(), areas: vec![area], names: Vec::new(), spots: vec![pin("1", (4.35, 50.85))] };
        let svg = svg.draw();
        let path = svg.as_str().split("d=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(path.matches('l').count() < 5, "{path}");
    }

    #[test]
    fn a_border_is_told_point_from_point() {
        let near = (4.35, 50.85);
        let view = View::around(&[pin("1", near)]).unwrap();
        let at = |x: f64, y: f64| (near.0 + x / view.scale.0, near.1 - y / view.scale.1);
        let ring = [at(0.0, 0.0), at(0.9, 0.0), at(10.0, 0.0), at(10.0, 20.0), at(9.0, 20.0), at(-30.0, 20.0)];
        let mut path = String::new();
        write_ring(&mut path, &ring, &view).unwrap();
        assert_eq!(path, "M210 140l10 0l0 20l-40 0z");
    }

    #[test]
    fn markers_that_touch_are_one_and_a_single_one_stands_in_the_middle() {
        let svg = map(vec![pin("1", (4.35, 50.85)), pin("2", (4.35, 50.85)), pin("3", (4.45, 50.80))]);
        assert!(svg.contains(">1, 2</text>") && svg.contains("2. Test") && svg.matches("<rect").count() == 2, "{svg}");
        let alone = map(vec![pin("1", (4.35, 50.85))]);
        assert!(alone.contains(r#"<text aria-hidden="true" x="210.0" y="144.0">1</text>"#), "{alone}");
        assert_eq!(map(Vec::new()), "");
    }
}
