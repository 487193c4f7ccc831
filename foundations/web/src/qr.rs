//! A QR code as a drawing: for the telephone that becomes a second factor, and for what is read on paper.

use std::fmt::Write as _;

use qrcode::{Color, QrCode};

use crate::Markup;
use crate::markup::safe;

/// The quiet border that a camera needs, in modules.
const BORDER: usize = 4;

/// An SVG drawing of a text, dark on light in every colour scheme; nothing when the text is too long for a QR code.
pub fn draw(text: &str, title: &str) -> Option<Markup> {
    let code = QrCode::new(text).ok()?;
    let width = code.width();
    let side = width + 2 * BORDER;
    let mut path = String::new();
    for (place, _) in code.to_colors().iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        let (x, y) = (place % width + BORDER, place / width + BORDER);
        write!(path, "M{x} {y}h1v1h-1z").ok()?;
    }
    Some(Markup::write(|svg| {
        write!(
            svg,
            "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" width=\"224\" height=\"224\" role=\"img\"><title>{}</title>\
             <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>",
            safe(title)
        )
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_a_square_with_its_border_and_a_title() {
        let svg = draw("otpauth://totp/x?secret=ABC", "Scan <dit>").unwrap().to_string();
        assert!(
            svg.starts_with("<svg class=\"qr\" viewBox=\"0 0 ") && svg.contains("<title>Scan &#60;dit&#62;</title>")
        );
        assert!(svg.contains("M4 4h1v1h-1z") && !svg.contains("M3 "), "the corner mark begins after the border");
        assert!(draw(&"x".repeat(5_000), "").is_none());
    }
}
