//! A drawing of a page as a picture of its own, for paper: what the stylesheet gives it on a page, it then carries along.

use crate::Markup;

/// What opens a drawing.
const OPENS: &str = "<svg ";
/// What a picture that stands alone must say of itself.
const NAMESPACE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" ";
/// The light colours of the stylesheet, and its rules for maps; letters are smaller, for those of documents are wider.
const STYLE: &str = "\
    .map path,.map polygon{stroke:#fffdf8;stroke-width:3;stroke-linejoin:round}\
    .map text{fill:#1f2933;text-anchor:middle;font-family:\"DejaVu Sans\";font-size:12px;font-weight:600}\
    .map .letter{font-size:12px;font-weight:700}.map .here path{stroke:#1f2933;stroke-width:5}\
    .map.land path{stroke-width:1;stroke:#8a949e}.map .pin circle{fill:#0b5d5b;stroke:#fff;stroke-width:2}\
    .map .pin text{fill:#fff;font-size:13px}\
    .tone1{fill:#aed6f1}.tone2{fill:#f7bd97}.tone3{fill:#f7e28b}.tone4{fill:#e2b4d4}.tone5{fill:#93d6bf}\
    .tone6{fill:#cfd5dc}.tone7{fill:#d7cdf5}.tone8{fill:#d6dd9a}\
    .shade0{fill:#f3efe6}.shade1{fill:#d3e8e3}.shade2{fill:#a5d2c9}.shade3{fill:#67b0a6}.shade4{fill:#2b817b}\
    .shade5{fill:#0b5451}.map .on-dark{fill:#fff}";

/// The drawing as an SVG picture with its colours in it; nothing when nothing is drawn.
pub fn on_paper(drawing: &Markup) -> Option<String> {
    let opened = drawing.as_str().strip_prefix(OPENS)?;
    let (attributes, content) = opened.split_once('>')?;
    Some(format!("{NAMESPACE}{attributes}><style>{STYLE}</style>{content}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Area, Fill, LandMap};

    #[test]
    fn a_drawing_takes_its_colours_along() {
        let rings = [vec![(4.0, 50.0), (4.1, 50.0), (4.0, 50.1)]].into();
        let area = Area { title: "Testland".to_owned(), href: None, fill: Fill::Tone(2), rings };
        let map = LandMap { name: "Kaart".to_owned(), areas: vec![area], pins: Vec::new() }.draw();
        let svg = on_paper(&map).unwrap();
        assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>") && svg.contains("tone2"), "{svg}");
        assert_eq!(on_paper(&Markup::default()), None);
    }

    #[test]
    fn the_colours_are_those_of_the_light_page() {
        let sheet = include_str!("../../assets/relais.css");
        let light = &sheet[..sheet.find("@media").unwrap()];
        let names = (1..=8).map(|tone| format!("tone{tone}")).chain((0..=5).map(|shade| format!("shade{shade}")));
        for name in names {
            let rule = STYLE.split_once(&format!(".{name}{{fill:")).unwrap().1;
            let colour = &rule[..rule.find('}').unwrap()];
            assert!(light.contains(&format!("--{name}: {colour};")), "{name} is {colour} on paper");
        }
        assert!(light.contains("--ink: #1f2933;") && light.contains("--primary: #0b5d5b;"));
    }
}
