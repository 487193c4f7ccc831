//! Charts drawn on the server as SVG, without style attributes, each with its table beside it.

mod bars;
mod columns;
mod lines;
mod scale;

use askama::Template;
use kernel::Lang;

use crate::{Markup, Page, say};

/// What a chart shows: one or several series over the same labels.
#[derive(Clone, PartialEq, Debug)]
pub struct Chart {
    /// What it is about, as its accessible name and the table's caption.
    pub name: String,
    /// What the labels are: "Month". The heading of the table's first column.
    pub heading: String,
    /// The labels, in their order.
    pub labels: Vec<String>,
    /// At most six series.
    pub series: Vec<Series>,
    /// The value aimed at.
    pub target: Option<Target>,
    /// The language that numbers are said in.
    pub lang: Lang,
    /// Decimals of the numbers.
    pub decimals: usize,
    /// Whether the table adds the values up.
    pub total: bool,
}

/// A row of values, one for each label.
#[derive(Clone, PartialEq, Debug)]
pub struct Series {
    /// Its name in the key and the table.
    pub name: String,
    /// The values; nothing where there are no data, which is not the same as zero.
    pub points: Vec<Point>,
    /// Whether these totals were declared by somebody instead of computed here.
    pub declared: bool,
}

/// A value and the page that opens it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Point {
    /// The value.
    pub value: Option<f64>,
    /// Where the records behind it are.
    pub href: Option<String>,
}

/// A value aimed at.
#[derive(Clone, PartialEq, Debug)]
pub struct Target {
    /// The value.
    pub value: f64,
    /// What it is called: "target".
    pub name: String,
}

/// How a chart is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Upright: for months, years, ages.
    Columns,
    /// Lying: for long labels.
    Bars,
    /// A line: for many moments.
    Lines,
}

#[derive(Template)]
#[template(path = "parts/chart.html")]
struct Figure<'a> {
    page: &'a Page,
    chart: &'a Chart,
    drawing: Markup,
}

impl Chart {
    /// A chart of one series.
    pub fn of(name: impl Into<String>, heading: impl Into<String>, lang: Lang) -> Self {
        Self {
            name: name.into(),
            heading: heading.into(),
            labels: Vec::new(),
            series: Vec::new(),
            target: None,
            lang,
            decimals: 0,
            total: false,
        }
    }

    /// The drawing alone.
    pub fn draw(&self, shape: Shape) -> Markup {
        match shape {
            Shape::Columns => columns::draw(self),
            Shape::Bars => bars::draw(self),
            Shape::Lines => lines::draw(self),
        }
    }

    /// The drawing, its key and its table, side by side where there is room.
    pub fn figure(&self, page: &Page, shape: Shape) -> Markup {
        let figure = Figure { page, chart: self, drawing: self.draw(shape) };
        // A figure of our own values cannot fail to be written; if it did, the page goes on without it.
        Markup::write(|html| figure.render_into(html).map_err(|_| std::fmt::Error))
    }

    /// A value as the chart says it.
    pub fn say(&self, value: f64) -> String {
        say::decimal(self.lang, value, self.decimals)
    }

    /// A value of the table; nothing where there are no data.
    pub fn cell(&self, series: &Series, row: &usize) -> Option<String> {
        series.points.get(*row).and_then(|point| point.value).map(|value| self.say(value))
    }

    /// The sum of a series.
    pub fn sum(&self, series: &Series) -> String {
        self.say(series.points.iter().filter_map(|point| point.value).sum())
    }

    fn highest(&self) -> f64 {
        let values = self.series.iter().flat_map(|series| &series.points).filter_map(|point| point.value);
        values.chain(self.target.as_ref().map(|target| target.value)).fold(0.0, f64::max)
    }
}

impl Series {
    /// A computed series.
    pub fn new(name: impl Into<String>, values: impl IntoIterator<Item = Option<f64>>) -> Self {
        let points = values.into_iter().map(|value| Point { value, href: None }).collect();
        Self { name: name.into(), points, declared: false }
    }

    /// Where the records behind a row are.
    pub fn href(&self, row: &usize) -> Option<&str> {
        self.points.get(*row).and_then(|point| point.href.as_deref())
    }
}

/// A bar that fills up towards a target: `share` and `target` between 0 and 1.
pub fn meter(name: &str, share: f64, target: Option<f64>) -> Markup {
    columns::meter(name, share, target)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> Chart {
        let mut chart = Chart::of("Contacten <b>", "Maand", Lang::Nl);
        chart.labels = vec!["jan".into(), "feb & mrt".into()];
        chart.series = vec![Series::new("2025", [Some(1200.0), None]), Series::new("2026", [Some(0.0), Some(30.5)])];
        chart.target = Some(Target { value: 1500.0, name: "streefcijfer".into() });
        chart
    }

    #[test]
    fn every_shape_is_drawn_safely_and_without_styles() {
        for shape in [Shape::Columns, Shape::Bars, Shape::Lines] {
            let svg = chart().draw(shape).to_string();
            assert!(svg.starts_with("<svg class=\"chart\"") && svg.ends_with("</svg>"), "{svg}");
            assert!(svg.contains("Contacten &#60;b&#62;") && !svg.contains("style="), "{svg}");
            assert!(svg.contains("streefcijfer") && svg.contains("1.500"), "{svg}");
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
    }

    #[test]
    fn what_has_no_data_is_not_drawn_as_zero() {
        let chart = chart();
        assert_eq!(chart.cell(&chart.series[0], &1), None);
        assert_eq!(chart.cell(&chart.series[1], &0).as_deref(), Some("0"));
        assert_eq!(chart.draw(Shape::Columns).as_str().matches("<rect").count(), 3);
    }

    #[test]
    fn an_empty_chart_is_drawn_too() {
        let empty = Chart::of("Leeg", "Maand", Lang::Nl);
        for shape in [Shape::Columns, Shape::Bars, Shape::Lines] {
            assert!(!empty.draw(shape).as_str().contains("NaN"));
        }
    }

    #[test]
    fn a_meter_stays_within_its_bounds() {
        let svg = meter("58 %", 1.7, Some(0.6)).to_string();
        assert!(svg.contains("width=\"200\"") && svg.contains("M120 0"), "{svg}");
    }
}
