//! Columns that stand beside each other, and the meter.

use std::fmt::{self, Write};

use super::scale::Scale;
use super::{Chart, Target};
use crate::Markup;
use crate::markup::safe;

pub(super) const WIDTH: f64 = 640.0;
pub(super) const HEIGHT: f64 = 260.0;
pub(super) const LEFT: f64 = 52.0;
pub(super) const TOP: f64 = 24.0;
pub(super) const BOTTOM: f64 = 222.0;

/// Where the plot ends on the right: a target keeps room for its name.
pub(super) fn right(chart: &Chart) -> f64 {
    if chart.target.is_some() { WIDTH - 92.0 } else { WIDTH - 4.0 }
}

/// How high on the page a value lies.
pub(super) fn y(scale: Scale, value: f64) -> f64 {
    BOTTOM - scale.share(value) * (BOTTOM - TOP)
}

pub(super) fn draw(chart: &Chart) -> Markup {
    let scale = Scale::up_to(chart.highest(), chart.decimals);
    Markup::write(|svg| {
        open(svg, chart, HEIGHT)?;
        mesh(svg, chart, scale)?;
        columns(svg, chart, scale)?;
        feet(svg, chart)?;
        if let Some(target) = &chart.target {
            aim(svg, chart, target, scale)?;
        }
        svg.write_str("</svg>")
    })
}

pub(super) fn open(svg: &mut String, chart: &Chart, height: f64) -> fmt::Result {
    write!(
        svg,
        r#"<svg class="chart" viewBox="0 0 {WIDTH} {height:.0}" role="img" aria-label="{}">"#,
        safe(&chart.name)
    )
}

/// The lines across, each with its value.
pub(super) fn mesh(svg: &mut String, chart: &Chart, scale: Scale) -> fmt::Result {
    for tick in scale.ticks() {
        let (at, class) = (y(scale, tick), if tick == 0.0 { "axis" } else { "mesh" });
        write!(svg, r#"<line class="{class}" x1="{LEFT}" x2="{:.0}" y1="{at:.1}" y2="{at:.1}"/>"#, right(chart))?;
        write!(
            svg,
            r#"<text class="quiet" x="{:.0}" y="{:.1}" text-anchor="end">{}</text>"#,
            LEFT - 8.0,
            at + 4.5,
            chart.say(tick)
        )?;
    }
    Ok(())
}

/// The middle of a label's place.
pub(super) fn middle(chart: &Chart, row: usize) -> f64 {
    LEFT + slot(chart) * (as_f64(row) + 0.5)
}

fn slot(chart: &Chart) -> f64 {
    (right(chart) - LEFT) / as_f64(chart.labels.len().max(1))
}

fn columns(svg: &mut String, chart: &Chart, scale: Scale) -> fmt::Result {
    // A few columns alone do not grow into walls.
    let group = (slot(chart) * 0.72).min(64.0 * as_f64(chart.series.len().max(1)));
    let width = group / as_f64(chart.series.len().max(1));
    for (place, series) in chart.series.iter().enumerate() {
        for (row, value) in series.points.iter().enumerate().filter_map(|(row, point)| Some((row, point.value?))) {
            let (x, top) = (middle(chart, row) - group / 2.0 + width * as_f64(place), y(scale, value));
            let label = chart.labels.get(row).map_or("", String::as_str);
            write!(
                svg,
                r#"<rect class="s{}" x="{x:.1}" y="{top:.1}" width="{:.1}" height="{:.1}" rx="2"><title>{}: {}</title></rect>"#,
                place % 6 + 1,
                (width - 2.0).max(1.0),
                BOTTOM - top,
                safe(label),
                chart.say(value)
            )?;
            // Values on the columns as long as they do not collide.
            if width >= 30.0 {
                write!(
                    svg,
                    r#"<text x="{:.1}" y="{:.1}" text-anchor="middle">{}</text>"#,
                    x + width / 2.0 - 1.0,
                    top - 6.0,
                    chart.say(value)
                )?;
            }
        }
    }
    Ok(())
}

/// The labels below; every second or third when they would touch.
pub(super) fn feet(svg: &mut String, chart: &Chart) -> fmt::Result {
    let longest = chart.labels.iter().map(|label| label.chars().count()).max().unwrap_or(1);
    let every = (as_f64(longest) * 8.0 / slot(chart)).ceil().max(1.0);
    for (row, label) in chart.labels.iter().enumerate().filter(|(row, _)| as_f64(*row) % every == 0.0) {
        write!(
            svg,
            r#"<text class="quiet" x="{:.1}" y="{:.0}" text-anchor="middle">{}</text>"#,
            middle(chart, row),
            BOTTOM + 20.0,
            safe(label)
        )?;
    }
    Ok(())
}

/// The line of the target, with its name and value beside the plot.
pub(super) fn aim(svg: &mut String, chart: &Chart, target: &Target, scale: Scale) -> fmt::Result {
    let (at, end) = (y(scale, target.value), right(chart));
    write!(svg, r#"<line class="target" x1="{LEFT}" x2="{end:.0}" y1="{at:.1}" y2="{at:.1}"/>"#)?;
    write!(
        svg,
        r#"<text class="aim" x="{x:.0}" y="{:.1}">{}<tspan x="{x:.0}" dy="16">{}</tspan></text>"#,
        at - 2.0,
        safe(&target.name),
        chart.say(target.value),
        x = end + 6.0
    )
}

pub(super) fn meter(name: &str, share: f64, target: Option<f64>) -> Markup {
    let along = |share: f64| share.clamp(0.0, 1.0) * 200.0;
    Markup::write(|svg| {
        write!(
            svg,
            r#"<svg class="meter" viewBox="0 0 200 14" preserveAspectRatio="none" role="img" aria-label="{}">"#,
            safe(name)
        )?;
        write!(
            svg,
            r#"<rect class="rest" width="200" height="14" rx="4"/><rect class="s1" width="{}" height="14" rx="4"/>"#,
            along(share)
        )?;
        if let Some(target) = target {
            write!(svg, r#"<path class="l2" stroke-width="3" d="M{} 0v14"/>"#, along(target))?;
        }
        svg.write_str("</svg>")
    })
}

/// Counts of labels and series are small enough to be exact.
pub(super) fn as_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
