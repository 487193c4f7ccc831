//! Bars that lie below each other, for long labels.

use std::fmt::{self, Write};

use super::columns::{WIDTH, as_f64, open};
use super::scale::Scale;
use super::{Chart, Target};
use crate::Markup;
use crate::markup::safe;

const LEFT: f64 = 190.0;
const RIGHT: f64 = WIDTH - 64.0;
const THICK: f64 = 18.0;

pub(super) fn draw(chart: &Chart) -> Markup {
    let scale = Scale::up_to(chart.highest(), chart.decimals);
    let group = THICK * as_f64(chart.series.len().max(1)) + 12.0;
    let head = if chart.target.is_some() { 26.0 } else { 4.0 };
    let height = head + group * as_f64(chart.labels.len().max(1));
    Markup::write(|svg| {
        open(svg, chart, height)?;
        for (row, label) in chart.labels.iter().enumerate() {
            let top = head + group * as_f64(row);
            write!(
                svg,
                r#"<text x="{:.0}" y="{:.1}" text-anchor="end">{}</text>"#,
                LEFT - 10.0,
                top + group / 2.0,
                safe(shortened(label))
            )?;
            bars(svg, chart, scale, row, top)?;
        }
        write!(svg, r#"<line class="axis" x1="{LEFT}" x2="{LEFT}" y1="{head:.0}" y2="{height:.0}"/>"#)?;
        if let Some(target) = &chart.target {
            aim(svg, chart, target, scale, height)?;
        }
        svg.write_str("</svg>")
    })
}

fn bars(svg: &mut String, chart: &Chart, scale: Scale, row: usize, top: f64) -> fmt::Result {
    for (place, series) in chart.series.iter().enumerate() {
        let Some(value) = series.points.get(row).and_then(|point| point.value) else { continue };
        let (y, length) = (top + 3.0 + THICK * as_f64(place), scale.share(value) * (RIGHT - LEFT));
        write!(
            svg,
            r#"<rect class="s{}" x="{LEFT}" y="{y:.1}" width="{length:.1}" height="{:.0}" rx="2"/>"#,
            place % 6 + 1,
            THICK - 3.0
        )?;
        write!(svg, r#"<text x="{:.1}" y="{:.1}">{}</text>"#, LEFT + length + 6.0, y + 12.0, chart.say(value))?;
    }
    Ok(())
}

fn aim(svg: &mut String, chart: &Chart, target: &Target, scale: Scale, height: f64) -> fmt::Result {
    let x = LEFT + scale.share(target.value) * (RIGHT - LEFT);
    write!(svg, r#"<line class="target" x1="{x:.1}" x2="{x:.1}" y1="22" y2="{height:.0}"/>"#)?;
    write!(
        svg,
        r#"<text class="aim" x="{x:.1}" y="15" text-anchor="end">{} {}</text>"#,
        safe(&target.name),
        chart.say(target.value)
    )
}

/// A label that fits its column; the table has it whole.
fn shortened(label: &str) -> String {
    if label.chars().count() <= 24 {
        return label.to_owned();
    }
    label.chars().take(23).chain(['…']).collect()
}
