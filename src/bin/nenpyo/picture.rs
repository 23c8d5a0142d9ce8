//! `nenpyo picture [PHRASE…]`

use crate::args::Picture;
use crate::failure::{Done, Failure};
use crate::output;
use crate::save::{Kind, save_as};
use crate::session::Session;
use nenpyo::render::picture::{of_answer, of_dataset};

/// Draws an answer, or the whole chronicle.
pub fn run(session: &Session, picture: &Picture) -> Result<Done, Failure> {
    let svg = if picture.phrase.is_empty() {
        of_dataset(&session.look())
    } else {
        let options = session.options(true);
        of_answer(&session.asked(&picture.phrase.join(" "), &options)?, &session.look())
    };
    match &picture.out {
        Some(path) => save_as(path, &svg, Kind::Svg, picture.force),
        None => Ok(output::print(&svg)?),
    }
}
