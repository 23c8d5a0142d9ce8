//! `source ID "Title" <https://…>`

use super::cursor::Cursor;
use super::id;
use super::lex::{Kind, Token};
use super::statement::Statement;
use crate::diagnostic::Diagnostic;
use crate::model::Source;

/// The id and the source that a statement declares.
pub(super) fn read_source(statement: &Statement) -> Result<(&Token, Source), Diagnostic> {
    let form = "write `source ID \"Title\" <https://…>`";
    let mut cursor = Cursor::new(&statement.tokens);
    cursor.skip(1);
    let token = cursor.word("this source has no id", form)?;
    if let Some(fault) = id::fault(&token.text) {
        return Err(Diagnostic::error(token.span, format!("`{}` {fault}", token.text))
            .help("choose another id, as in `n360`"));
    }
    let title = match cursor.next() {
        Some(title) if title.kind == Kind::Text => title.text.clone(),
        _ => {
            let message = format!("the source `{}` has no title", token.text);
            return Err(Diagnostic::error(token.span, message).help(form));
        }
    };
    let mut source = Source { title, url: None, comment: statement.comment.clone() };
    if cursor.is(Kind::Address) {
        source.url = cursor.next().map(|address| address.text.clone());
    }
    match cursor.peek() {
        None => Ok((token, source)),
        Some(rest) => Err(Diagnostic::error(
            rest.span,
            "a source has an id, a title and an address, and no more",
        )
        .help(form)),
    }
}
