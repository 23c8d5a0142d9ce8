//! `nenpyo page PHRASE…`

use crate::args::Page;
use crate::failure::{Done, Failure};
use crate::output;
use crate::save::{Kind, save_as};
use crate::session::Session;
use nenpyo::render::page;

/// Writes the answer as a page for browsers.
pub fn run(session: &Session, arguments: &Page) -> Result<Done, Failure> {
    let answer = session.asked(&arguments.phrase.join(" "), &session.options(true))?;
    let html = page::of_answer(&answer, &session.look());
    match &arguments.out {
        Some(path) => save_as(path, &html, Kind::Html, arguments.force),
        None => Ok(output::print(&html)?),
    }
}
