//! A place in the tokens of a phrase, and what may stand there.

use crate::catalog::{Catalog, Entry, NameEntry, Sense, fold};
use crate::diagnostic::Span;
use crate::syntax::phrase::{Token, TokenKind};

/// Reads tokens from left to right, by the vocabulary.
pub(super) struct Cursor<'a> {
    pub(super) catalog: &'a Catalog,
    text: &'a str,
    tokens: Vec<Token>,
    folded: Vec<String>,
    pub(super) position: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(catalog: &'a Catalog, text: &'a str, tokens: Vec<Token>) -> Self {
        let folded = tokens.iter().map(|token| fold(&token.text)).collect();
        Cursor { catalog, text, tokens, folded, position: 0 }
    }

    pub(super) fn at_end(&self) -> bool {
        self.position >= self.tokens.len()
    }

    /// The token `ahead` of the current one.
    pub(super) fn token(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.position + ahead)
    }

    pub(super) fn kind(&self, ahead: usize) -> Option<TokenKind> {
        self.token(ahead).map(|token| token.kind)
    }

    /// The folded word `ahead` of the current one; nothing if a token of another kind stands there.
    pub(super) fn word(&self, ahead: usize) -> Option<&str> {
        let token = self.token(ahead)?;
        (token.kind == TokenKind::Word).then(|| self.folded[self.position + ahead].as_str())
    }

    /// Whether these words stand here.
    pub(super) fn is(&self, words: &str) -> bool {
        self.is_at(0, words)
    }

    /// Whether these words stand `ahead` of here.
    pub(super) fn is_at(&self, ahead: usize, words: &str) -> bool {
        words.split(' ').enumerate().all(|(i, word)| self.word(ahead + i) == Some(word))
    }

    /// Passes over these words, if they stand here.
    pub(super) fn eat(&mut self, words: &str) -> bool {
        let found = self.is(words);
        if found {
            self.position += words.split(' ').count();
        }
        found
    }

    /// Passes over the first of these that stands here.
    pub(super) fn eat_any(&mut self, choices: &[&str]) -> Option<usize> {
        choices.iter().position(|words| self.eat(words))
    }

    pub(super) fn eat_kind(&mut self, kind: TokenKind) -> bool {
        let found = self.kind(0) == Some(kind);
        if found {
            self.position += 1;
        }
        found
    }

    /// The word that joins the last two of a list whose first comma was just passed.
    pub(super) fn list_word(&self) -> Option<&str> {
        (0..24)
            .map_while(|ahead| self.token(ahead).map(|_| self.word(ahead).unwrap_or_default()))
            .find(|word| matches!(*word, "or" | "and" | "that" | "who" | "with" | "in"))
    }

    /// The word before the current token.
    pub(super) fn word_before(&self) -> Option<&str> {
        self.folded.get(self.position.checked_sub(1)?).map(String::as_str)
    }

    /// The place of the current token; behind the last one, the end of the text.
    pub(super) fn span(&self) -> Span {
        self.token(0).map_or(Span::new(self.text.len(), self.text.len()), |token| token.span)
    }

    /// The place from the token `start` up to the current one.
    pub(super) fn span_from(&self, start: usize) -> Span {
        let last = self.position.saturating_sub(1).max(start);
        match (self.tokens.get(start), self.tokens.get(last)) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => self.span(),
        }
    }

    /// The place of `length` tokens from the token `start` on.
    pub(super) fn span_of(&self, start: usize, length: usize) -> Span {
        let last = start + length.max(1) - 1;
        match (self.tokens.get(start), self.tokens.get(last)) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => self.span(),
        }
    }

    /// The text of `length` tokens from the token `start` on.
    pub(super) fn text_of(&self, start: usize, length: usize) -> &'a str {
        self.source(self.span_of(start, length))
    }

    /// The text of a place.
    pub(super) fn source(&self, span: Span) -> &'a str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// The text of `length` tokens from `ahead` on, folded; nothing if they run over the end.
    fn slice(&self, ahead: usize, length: usize) -> Option<String> {
        let first = self.token(ahead)?;
        let last = self.token(ahead + length - 1)?;
        Some(fold(self.source(first.span.join(last.span))))
    }

    /// The longest run of words from `ahead` on that has a sense which `wanted` takes: its length and senses.
    pub(super) fn lexeme(
        &self,
        ahead: usize,
        wanted: impl Fn(&Sense) -> bool,
    ) -> Option<(usize, Vec<Entry>)> {
        (1..=self.catalog.lexicon.longest()).rev().find_map(|length| {
            let words = self.slice(ahead, length)?;
            let mut entries = self.entries(&words, &wanted);
            if entries.is_empty() && length == 1 && self.catalog.lexicon.lookup(&words).is_empty() {
                entries = inflections(&words)
                    .iter()
                    .map(|form| {
                        let verb =
                            |s: &Sense| matches!(s, Sense::Backward(_) | Sense::ClassVerb(_));
                        self.entries(form, |s| verb(s) && wanted(s))
                    })
                    .find(|entries| !entries.is_empty())
                    .unwrap_or_default();
            }
            (!entries.is_empty()).then_some((length, entries))
        })
    }

    /// The verb that stands here as it does behind *did*, though it may be a noun elsewhere: *what did the park launch*.
    pub(super) fn base_verb(&self) -> Option<(usize, Vec<Entry>)> {
        let is_verb = |sense: &Sense| matches!(sense, Sense::Backward(_));
        self.lexeme(0, is_verb).or_else(|| {
            let words = self.slice(0, 1)?;
            let forms = inflections(&words);
            let mut found = forms.iter().map(|form| self.entries(form, is_verb));
            Some((1, found.find(|entries| !entries.is_empty())?))
        })
    }

    fn entries(&self, words: &str, wanted: impl Fn(&Sense) -> bool) -> Vec<Entry> {
        let found = self.catalog.lexicon.lookup(words);
        found.iter().filter(|entry| wanted(&entry.sense)).cloned().collect()
    }

    /// The longest run of tokens from `ahead` on that is a name: its length and what it may mean.
    pub(super) fn name(&self, ahead: usize) -> Option<(usize, Vec<NameEntry>)> {
        let left = self.tokens.len().saturating_sub(self.position + ahead);
        (1..=left.min(MAX_NAME)).rev().find_map(|length| {
            let words = match (length, self.kind(ahead)) {
                (1, Some(TokenKind::Quoted)) => fold(&self.token(ahead)?.text),
                _ => self.slice(ahead, length)?,
            };
            let found = self.catalog.names.lookup(&words);
            (!found.is_empty()).then(|| (length, found.to_vec()))
        })
    }
}

/// The longest name, in tokens, that is looked for without quotation marks.
const MAX_NAME: usize = 24;

/// The past forms that a regular English verb in another form may belong to: *receives*, *receiving* → *received*.
fn inflections(word: &str) -> Vec<String> {
    let mut stems = vec![word];
    for ending in ["s", "es", "ing"] {
        stems.extend(word.strip_suffix(ending).filter(|stem| stem.len() > 2));
    }
    let mut forms: Vec<String> = stems.iter().map(|stem| format!("{stem}ed")).collect();
    forms.extend(stems.iter().filter(|stem| stem.ends_with('e')).map(|stem| format!("{stem}d")));
    forms.extend(stems.iter().filter_map(|stem| Some(format!("{}ied", stem.strip_suffix('y')?))));
    forms.extend(word.strip_suffix("ies").map(|stem| format!("{stem}ied")));
    forms
}
