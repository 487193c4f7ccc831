//! Places on a map as numbered markers: those of a list beside it. Drawn around them, with the borders of the land beneath.

use std::fmt::{self, Write};

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
/// Points at which a title may stand lie so far apart.
const STEP: f64 = 20.0;
const COLUMNS: u8 = 20;
const ROWS: u8 = 13;
/// So many points of the lattice of an area are free, or it gets no title.
const LEAST_SEEN: u32 = 4;
/// Borders this far outside are drawn no truer.
const BEYOND: f64 = 60.0;

/// Markers on land.
#[derive(Clone, PartialEq, Debug)]
pub struct SpotMap {
    /// Its accessible name.
    pub name: String,
    /// The land, from back to front; not linked. Its title is drawn on it, where there is room.
    pub areas: Vec<Area>,
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
                write!(svg, r#"<path aria-hidden="true" class="{}" d=""#, area.fill.class())?;
                area.rings.iter().try_for_each(|ring| write_ring(svg, ring, &view))?;
                svg.write_str("\"/>")?;
            }
            for area in &self.areas {
                area.write_title(svg, &view, &self.spots)?;
            }
            for group in grouped(&self.spots, &view) {
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
    fn draw(&self, svg: &mut String) -> fmt::Result {
        let (x, y) = self.at;
        let Some(first) = self.pins.first() else { return Ok(()) };
        let titles: Vec<String> = self.pins.iter().map(|pin| format!("{}. {}", pin.label, pin.title)).collect();
        let label = match self.pins.get(1) {
            None => first.label.clone(),
            Some(second) => format!("{}, {}{}", first.label, second.label, if self.pins.len() > 2 { " …" } else { "" }),
        };
        let title = safe(titles.join("; "));
        write!(svg, r#"<a class="pin" href="{}"><title>{title}</title>"#, safe(&first.href))?;
        let wide = f64::from(u8::try_from(label.chars().count()).unwrap_or(u8::MAX)).mul_add(6.0, 10.0).max(22.0);
        let (left, top) = (x - wide / 2.0, y - 11.0);
        write!(svg, r#"<rect x="{left:.1}" y="{top:.1}" width="{wide:.0}" height="22" rx="11"/>"#)?;
        write!(svg, r#"<text aria-hidden="true" x="{x:.1}" y="{:.1}">{}</text></a>"#, y + 4.0, safe(&label))
    }
}

impl Area {
    /// Writes its title near the middle of what is seen of it, clear of the markers; nothing where it is hardly seen.
    fn write_title(&self, svg: &mut String, view: &View, spots: &[Pin]) -> fmt::Result {
        if self.title.is_empty() {
            return Ok(());
        }
        let pins: Vec<(f64, f64)> = spots.iter().map(|pin| view.place(pin.at)).collect();
        let free: Vec<(f64, f64)> =
            self.lattice(view).filter(|at| pins.iter().all(|pin| apart(*pin, *at) > 2.0 * TOUCHING)).collect();
        let Ok(count) = u32::try_from(free.len()) else { return Ok(()) };
        if count < LEAST_SEEN {
            return Ok(());
        }
        let sum = free.iter().fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
        let middle = (sum.0 / f64::from(count), sum.1 / f64::from(count));
        let Some((x, y)) = free.into_iter().min_by(|a, b| apart(*a, middle).total_cmp(&apart(*b, middle))) else {
            return Ok(());
        };
        write!(
            svg,
            r#"<text aria-hidden="true" class="letter" x="{x:.0}" y="{:.0}">{}</text>"#,
            y + 4.0,
            safe(&self.title)
        )
    }

    /// The points of a lattice over the drawing that lie in the area: those with an odd number of its borders on their right.
    fn lattice(&self, view: &View) -> impl Iterator<Item = (f64, f64)> {
        let mut borders: [Vec<f64>; ROWS as usize] = Default::default();
        for (a, b) in self.rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().skip(1))) {
            let (a, b) = (view.place(*a), view.place(*b));
            for row in row_below(a.1.min(b.1))..row_below(a.1.max(b.1)) {
                borders[usize::from(row)].push((b.0 - a.0) * (height_of(row) - a.1) / (b.1 - a.1) + a.0);
            }
        }
        let odd =
            move |row: u8, x: f64| borders[usize::from(row)].iter().filter(|border| x < **border).count() % 2 == 1;
        let columns = (1..=COLUMNS).map(|column| f64::from(column) * STEP);
        columns
            .flat_map(|x| (0..ROWS).map(move |row| (row, x)))
            .filter(move |(row, x)| odd(*row, *x))
            .map(|(row, x)| (x, height_of(row)))
    }
}

/// The first row of the lattice at this height or below it; [`ROWS`] when there is none.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between nothing and a handful")]
fn row_below(y: f64) -> u8 {
    ((y / STEP).ceil() - 1.0).clamp(0.0, f64::from(ROWS)) as u8
}

/// Where a row of the lattice lies.
fn height_of(row: u8) -> f64 {
    f64::from(row + 1) * STEP
}

fn apart(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// A closed line; points that fall on the one before are left out, those far outside are brought to the edge, and of a stretch
/// along an edge only its ends are drawn.
fn write_ring(svg: &mut String, ring: &[(f64, f64)], view: &View) -> fmt::Result {
    let mut drawn: Vec<(i32, i32)> = Vec::new();
    for point in ring {
        let (x, y) = view.place(*point);
        let seen = (whole(x, WIDTH), whole(y, HEIGHT));
        if drawn.last() == Some(&seen) {
            continue;
        }
        if let [.., before, last] = drawn.as_slice()
            && along_an_edge([*before, *last, seen])
        {
            drawn.pop();
        }
        drawn.push(seen);
    }
    for (place, (x, y)) in drawn.iter().enumerate() {
        write!(svg, "{}{x} {y}", if place > 0 { 'L' } else { 'M' })?;
    }
    svg.write_str(if drawn.is_empty() { "" } else { "z" })
}

/// A coordinate as it is drawn, between [`BEYOND`] on this side and on the other of what is so wide.
#[expect(clippy::cast_possible_truncation, reason = "some hundreds")]
fn whole(at: f64, wide: f64) -> i32 {
    at.clamp(-BEYOND, wide + BEYOND).round() as i32
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
    use crate::map::Fill;

    fn pin(label: &str, at: (f64, f64)) -> Pin {
        Pin { at, label: label.into(), title: format!("Test <{label}>"), href: format!("#r{label}") }
    }

    fn map(spots: Vec<Pin>) -> String {
        let square = vec![(4.0, 50.0), (5.0, 50.0), (5.0, 51.0), (4.0, 51.0), (4.0, 50.0)];
        let area = Area { title: "Zone".into(), href: None, fill: Fill::Tone(1), rings: [square].into() };
        SpotMap { name: "Kaart & lijst".into(), areas: vec![area], spots }.draw().to_string()
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
    fn land_says_its_title_where_no_marker_stands() {
        let svg = map(vec![pin("1", (4.35, 50.85))]);
        let title = svg.split(r#"class="letter""#).nth(1).unwrap();
        assert!(title.contains(">Zone</text>") && svg.matches("letter").count() == 1, "{svg}");
        assert!(!title.starts_with(r#" x="210" y="144""#), "not on the marker: {svg}");
    }

    #[test]
    fn borders_out_of_sight_are_drawn_by_their_ends() {
        let far = (0..50).map(|n| (4.0 + f64::from(n) / 10.0, 60.0)).chain([(9.0, 40.0), (4.0, 40.0)]);
        let area = Area { title: String::new(), href: None, fill: Fill::Tone(1), rings: [far.collect()].into() };
        let svg = SpotMap { name: String::new(), areas: vec![area], spots: vec![pin("1", (4.35, 50.85))] }.draw();
        let path = svg.as_str().split("d=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(path.matches('L').count() < 5, "{path}");
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
