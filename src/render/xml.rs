//! XML, written as it goes: names of elements and attributes are ours, their values and all text are escaped.

use crate::diagnostic::visible;
use std::fmt::Display;

/// A document that grows.
#[derive(Default)]
pub(super) struct Xml {
    out: String,
    open: Vec<&'static str>,
}

/// The attributes of an element.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a dyn Display)];

impl Xml {
    /// Begins an element.
    pub(super) fn begin(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.tag(name, attributes, ">\n");
        self.open.push(name);
    }

    /// Ends the element that was begun last.
    pub(super) fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.out += &format!("</{name}>\n");
        }
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.tag(name, attributes, "/>\n");
    }

    /// An element that holds a text.
    pub(super) fn text(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        self.tag(name, attributes, ">");
        self.out += &format!("{}</{name}>\n", escaped(text));
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
        self.out += &"  ".repeat(self.open.len());
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
