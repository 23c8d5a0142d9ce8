//! The colours of the terminal in the picture.

use vt100::Color;

/// Behind the text.
pub const PAPER: &str = "#12171f";
/// Text that has no colour.
pub const INK: &str = "#d5dbe3";
/// The frame.
pub const EDGE: &str = "#343c47";
/// The title.
pub const QUIET: &str = "#8b95a3";

/// The sixteen colours that terminals name.
const NAMED: [&str; 16] = [
    "#4b5563", "#f0716f", "#7ddc9a", "#e6c07b", "#6fb3f2", "#c792ea", "#5fd0d0", "#d5dbe3",
    "#8b95a3", "#ff9492", "#9be9b4", "#f3d899", "#96c9f8", "#dcb3f5", "#8fe3e3", "#ffffff",
];

/// A colour as SVG writes it; dark ones are lightened, as themes for dark terminals do.
pub fn of(color: Color, otherwise: &str) -> String {
    match color {
        Color::Default => otherwise.to_owned(),
        Color::Idx(index) if index < 16 => NAMED[usize::from(index)].to_owned(),
        Color::Idx(index) => light(cube(index)),
        Color::Rgb(r, g, b) => light([r, g, b]),
    }
}

/// The colours 16 to 255 of xterm.
fn cube(index: u8) -> [u8; 3] {
    if index >= 232 {
        return [8 + 10 * (index - 232); 3];
    }
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    let index = index - 16;
    [level(index / 36), level(index / 6 % 6), level(index % 6)]
}

fn light(rgb: [u8; 3]) -> String {
    let [r, g, b] = rgb.map(|part| {
        let part = u16::from(part);
        part + (255 - part) * 2 / 5
    });
    format!("#{r:02x}{g:02x}{b:02x}")
}
