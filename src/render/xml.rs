//! XML, written as it goes: names of elements and attributes are ours, their values and all text are escaped.

use crate::diagnostic::visible;
use std::fmt::Display;

/// A document that grows.
#[derive(Default)]
pub(super) struct Xml {
    out: String,
    open: Vec<&'static str>,
    tight: bool,
}

/// The attributes of an element.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a dyn Display)];

impl Xml {
    /// From here on, whether elements stand close together instead of each on a line of its own.
    pub(super) fn tight(&mut self, tight: bool) {
        if self.tight && !tight {
            self.out.push('\n');
        }
        self.tight = tight;
    }

    /// Begins an element.
    pub(super) fn begin(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.tag(name, attributes, ">");
        self.line();
        self.open.push(name);
    }

    /// Ends the element that was begun last.
    pub(super) fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.out += &format!("</{name}>");
            self.line();
        }
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.tag(name, attributes, "/>");
        self.line();
    }

    /// An element that holds a text.
    pub(super) fn text(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        self.tag(name, attributes, ">");
        self.out += &format!("{}</{name}>", escaped(text));
        self.line();
    }

    /// An element that holds a text of ours as it is.
    pub(super) fn raw(&mut self, name: &'static str, text: &'static str) {
        self.tag(name, &[], ">");
        self.out += &format!("{text}</{name}>\n");
    }

    /// A text within the element that was begun last.
    pub(super) fn words(&mut self, text: &str) {
        self.out += &escaped(text);
    }

    /// XML that was written already.
    pub(super) fn include(&mut self, xml: &str) {
        self.out += xml;
    }

    /// The document, all elements ended.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.out
    }

    fn tag(&mut self, name: &str, attributes: Attributes<'_>, end: &str) {
        self.indent();
        self.out += &format!("<{name}");
        for (key, value) in attributes {
            self.out += &format!(" {key}=\"{}\"", escaped(&value.to_string()));
        }
        self.out += end;
    }

    fn indent(&mut self) {
        if !self.tight {
            self.out += &"  ".repeat(self.open.len());
        }
    }

    fn line(&mut self) {
        if !self.tight {
            self.out.push('\n');
        }
    }
}

/// Text for an element or an attribute in double quotes. What XML cannot hold, and what reorders or hides text, is made
/// visible.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        let mut xml = Xml::default();
        xml.begin("g", &[("label", &"\"><script>"), ("n", &1.5)]);
        xml.text("text", &[], "a < b && ]]> </text>\0\n\u{ffff}\u{202e}'");
        xml.empty("path", &[]);
        insta::assert_snapshot!(xml.finish(), @r#"
        <g label="&quot;&gt;&lt;script&gt;" n="1.5">
          <text>a &lt; b &amp;&amp; ]]&gt; &lt;/text&gt;␀␊�&lt;U+202E&gt;'</text>
          <path/>
        </g>
        "#);
    }
}
