//! Cells → SVG: the pictures of the README, drawn from the screens themselves.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

const CELL: (usize, usize) = (9, 17);
const INK: &str = "#d8dee9";
const PAPER: &str = "#1d2129";

/// The picture of a screen, the same bytes for the same cells.
#[must_use]
pub fn picture(buffer: &Buffer) -> String {
    let area = buffer.area;
    let (width, height) = (usize::from(area.width) * CELL.0 + 20, usize::from(area.height) * CELL.1 + 20);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n\
         <g font-family=\"ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace\" font-size=\"15\" xml:space=\"preserve\">\n"
    );
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let Some(first) = buffer.cell((x, y)) else {
                break;
            };
            let mut text = String::new();
            let from = x;
            // Cells that look alike are written together, blanks between them included.
            while let Some(cell) = buffer.cell((x, y)).filter(|cell| style(cell) == style(first)) {
                text.push_str(cell.symbol());
                x += 1;
                if x >= area.width {
                    break;
                }
            }
            run(&mut svg, usize::from(from), usize::from(y), usize::from(x - from), &text, first);
        }
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

fn style(cell: &Cell) -> (Color, Color, Modifier) {
    (cell.fg, cell.bg, cell.modifier)
}

fn run(svg: &mut String, x: usize, y: usize, cells: usize, text: &str, cell: &Cell) {
    let (left, top) = (x * CELL.0 + 10, y * CELL.1 + 10);
    let (mut ink, mut paper) = (colour(cell.fg, INK), colour(cell.bg, PAPER));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut ink, &mut paper);
    }
    // Writing into a String cannot fail.
    if paper != PAPER {
        let _ = writeln!(
            svg,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{}\" fill=\"{paper}\"/>",
            cells * CELL.0,
            CELL.1
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let mut look = String::new();
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::DIM, " opacity=\"0.6\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
    ] {
        if cell.modifier.contains(modifier) {
            look.push_str(attribute);
        }
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let length = cells * CELL.0;
    let baseline = top + 13;
    let _ = writeln!(
        svg,
        "<text x=\"{left}\" y=\"{baseline}\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{ink}\"{look}>{text}</text>"
    );
}

fn colour(colour: Color, default: &'static str) -> &'static str {
    match colour {
        Color::Red => "#ff6b6b",
        Color::Green => "#7ec699",
        Color::Yellow => "#e5c07b",
        Color::Blue => "#61afef",
        Color::Magenta => "#d183e8",
        Color::Cyan => "#56c8d8",
        Color::DarkGray => "#8a93a3",
        _ => default,
    }
}
