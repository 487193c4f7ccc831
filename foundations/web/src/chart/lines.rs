//! Lines over many moments; a gap where there are no data.

use std::fmt::{self, Write};

use super::columns::{HEIGHT, aim, feet, mesh, middle, open, y};
use super::scale::Scale;
use super::{Chart, Series};
use crate::Markup;

pub(super) fn draw(chart: &Chart) -> Markup {
    let scale = Scale::up_to(chart.highest(), chart.decimals);
    Markup::write(|svg| {
        open(svg, chart, HEIGHT)?;
        mesh(svg, chart, scale)?;
        for (place, series) in chart.series.iter().enumerate() {
            trace(svg, chart, scale, place, series)?;
        }
        feet(svg, chart)?;
        if let Some(target) = &chart.target {
            aim(svg, chart, target, scale)?;
        }
        svg.write_str("</svg>")
    })
}

fn trace(svg: &mut String, chart: &Chart, scale: Scale, place: usize, series: &Series) -> fmt::Result {
    let mut path = String::new();
    let mut pen_is_down = false;
    for (row, point) in series.points.iter().enumerate() {
        let Some(value) = point.value else {
            pen_is_down = false;
            continue;
        };
        let (x, y) = (middle(chart, row), y(scale, value));
        write!(path, "{}{x:.1} {y:.1}", if pen_is_down { 'L' } else { 'M' })?;
        write!(svg, r#"<circle class="s{}" cx="{x:.1}" cy="{y:.1}" r="3.5"/>"#, place % 6 + 1)?;
        pen_is_down = true;
    }
    write!(svg, r#"<path class="trace l{}" d="{path}"/>"#, place % 6 + 1)
}
