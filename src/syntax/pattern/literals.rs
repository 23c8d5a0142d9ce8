//! Numbers and texts: where they end, whether they are well formed, and what they mean.

use crate::diagnostic::Span;
use crate::syntax::StaticError;
use crate::value::Value;

/// How many bytes at the start of `rest` belong to the number there, well formed or not.
pub(super) fn number_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let based = matches!(bytes, [b'0', b'x' | b'X' | b'o' | b'O', ..]);
    let mut previous = '\0';
    let mut dotted = false;
    for (index, c) in rest.char_indices() {
        let fraction = bytes.get(index + 1).is_some_and(u8::is_ascii_digit);
        let signed = matches!(previous, 'e' | 'E') && !based && fraction && matches!(c, '+' | '-');
        let point = c == '.' && !dotted && !based && fraction;
        dotted |= point;
        if !(c == '_' || c.is_alphanumeric() || point || signed) {
            return index;
        }
        previous = c;
    }
    rest.len()
}

fn digits(text: &str, radix: u32) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_digit(radix))
}

fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let exponent_ok = exponent.is_none_or(|e| digits(e.strip_prefix(['+', '-']).unwrap_or(e), 10));
    exponent_ok
        && match mantissa.split_once('.') {
            Some((whole, part)) => (whole.is_empty() || digits(whole, 10)) && digits(part, 10),
            None => digits(mantissa, 10),
        }
}

/// The digits after `0x` or `0o`, and their radix.
fn based(text: &str) -> Option<(&str, u32)> {
    let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let octal = text.strip_prefix("0o").or_else(|| text.strip_prefix("0O"));
    hex.map(|rest| (rest, 16)).or_else(|| octal.map(|rest| (rest, 8)))
}

/// Whether the number at `span` is well formed.
pub(super) fn check_number(text: &str, span: Span) -> Result<(), StaticError> {
    let number = text.get(span.start..span.end).unwrap_or("");
    let sound = match based(number) {
        Some((rest, radix)) => digits(rest, radix),
        None => is_decimal(number),
    };
    if sound {
        return Ok(());
    }
    let message = format!("`{number}` is no number");
    let help = match based(number) {
        Some((_, 16)) => "`0x` is followed by the digits 0 to 9 and a to f",
        Some(_) => "`0o` is followed by the digits 0 to 7",
        None => "a name can't start with a digit: put it in backticks; a number has digits only",
    };
    Err(StaticError::new("InvalidNumberLiteral", span, message).help(help))
}

/// The value of a well-formed number, which may start with a minus sign.
pub(super) fn number(text: &str, span: Span) -> Result<Value, StaticError> {
    let (negative, magnitude) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    if based(magnitude).is_none() && magnitude.contains(['.', 'e', 'E']) {
        return float(text, span);
    }
    let (digits, radix) = based(magnitude).unwrap_or((magnitude, 10));
    let signed = if negative { format!("-{digits}") } else { digits.to_owned() };
    i64::from_str_radix(&signed, radix).map(Value::Integer).map_err(|_| {
        StaticError::new("IntegerOverflow", span, format!("the integer {text} is out of range"))
            .help(format!(
                "integers lie between {} and {}; write a float as `1e30`",
                i64::MIN,
                i64::MAX
            ))
    })
}

fn float(text: &str, span: Span) -> Result<Value, StaticError> {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(Value::Float(value)),
        _ => Err(StaticError::new(
            "FloatingPointOverflow",
            span,
            format!("the number {text} is out of range"),
        )
        .help("floats reach up to about 1.8e308")),
    }
}

/// Whether the escapes of the text at `span` are known.
pub(super) fn check_text(text: &str, span: Span) -> Result<(), StaticError> {
    unescape(text.get(span.start..span.end).unwrap_or(""), span.start).map(|_| ())
}

/// What a text in quotes, which starts at byte `start`, means.
pub(super) fn unescape(quoted: &str, start: usize) -> Result<String, StaticError> {
    let inner = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or("");
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        out.push_str(rest.get(..at).unwrap_or(""));
        let place = start + 1 + (inner.len() - rest.len()) + at;
        let (c, length) = escape(rest.get(at + 1..).unwrap_or(""), place)?;
        out.push(c);
        rest = rest.get(at + 1 + length..).unwrap_or("");
    }
    out.push_str(rest);
    Ok(out)
}

/// The character that an escape means, and the bytes it takes after the backslash at `place`.
fn escape(rest: &str, place: usize) -> Result<(char, usize), StaticError> {
    let Some(kind) = rest.chars().next() else { return Ok(('\\', 0)) };
    let known = match kind {
        '\'' | '"' | '\\' | '`' | '/' => Some(kind),
        'b' => Some('\u{8}'),
        'f' => Some('\u{C}'),
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        _ => None,
    };
    match (known, kind) {
        (Some(c), _) => Ok((c, 1)),
        (None, 'u') => unicode(rest, 4, place),
        (None, 'U') => unicode(rest, 8, place),
        (None, _) => {
            let span = Span::new(place, place + 1 + kind.len_utf8());
            let message = format!("`\\{}` is no escape", kind.escape_debug());
            Err(StaticError::new("UnexpectedSyntax", span, message).help(
                "write `\\\\` for a backslash; `\\n`, `\\t`, `\\'`, `\\\"`, `\\u00e9` are known",
            ))
        }
    }
}

fn unicode(rest: &str, length: usize, place: usize) -> Result<(char, usize), StaticError> {
    let code = rest.get(1..1 + length).filter(|hex| digits(hex, 16));
    let c = code.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
    c.map(|c| (c, 1 + length)).ok_or_else(|| {
        let message = "this escape names no character";
        StaticError::new("InvalidUnicodeLiteral", Span::new(place, place + 2), message)
            .help("`\\u` is followed by four hexadecimal digits, `\\U` by eight")
    })
}

/// A name without its backticks.
pub(super) fn unquote_name(text: &str) -> String {
    match text.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) {
        Some(inner) => inner.replace("``", "`"),
        None => text.to_owned(),
    }
}
