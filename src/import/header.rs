//! What a column is, by its header.

use super::infer;

/// A type that a header declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scalar {
    Integer,
    Float,
    Boolean,
    Date,
    /// Dates as people write them.
    LenientDate,
    Text,
}

impl Scalar {
    /// The name for messages, with its article.
    pub(super) fn name(self) -> &'static str {
        match self {
            Scalar::Integer => "an integer",
            Scalar::Float => "a number",
            Scalar::Boolean => "a boolean",
            Scalar::Date | Scalar::LenientDate => "a date",
            Scalar::Text => "a text",
        }
    }

    fn parse(name: &str) -> Option<Scalar> {
        Some(match name.to_ascii_lowercase().as_str() {
            "int" | "integer" | "long" | "short" | "byte" => Scalar::Integer,
            "float" | "double" => Scalar::Float,
            "boolean" | "bool" => Scalar::Boolean,
            "date" | "datetime" | "localdatetime" => Scalar::Date,
            "string" | "char" => Scalar::Text,
            _ => return None,
        })
    }
}

impl Role {
    /// Lets a column of dates be written as people write them.
    pub(super) fn read_leniently(&mut self) {
        let Role::Property { key, declared } = self else { return };
        match declared {
            Some(declared) if declared.scalar == Scalar::Date => {
                declared.scalar = Scalar::LenientDate;
            }
            None if infer::is_date_key(key) => {
                *declared = Some(Declared { scalar: Scalar::LenientDate, list: false });
            }
            _ => {}
        }
    }
}

/// Types of Neo4j that are not read.
const UNREAD: [&str; 5] = ["point", "duration", "time", "localtime", "vector"];

/// A declared type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Declared {
    pub(super) scalar: Scalar,
    /// A list of such, with `;` between.
    pub(super) list: bool,
}

/// What a column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// The id, kept as a property too where it has a name.
    Id { key: String, group: Option<String> },
    /// Labels, with `;` between.
    Label,
    /// A class: one label, and a property.
    Class { key: String },
    /// The id of the node that an edge comes from.
    Start { group: Option<String> },
    /// The id of the node that an edge points to.
    End { group: Option<String> },
    /// The type of an edge.
    Type,
    /// A property.
    Property { key: String, declared: Option<Declared> },
    /// Nothing.
    Ignored,
}

/// The role that a header gives its column; a plain header makes a property.
///
/// # Errors
/// The cause, where the header looks like one of Neo4j's and cannot be read.
pub(super) fn role(header: &str) -> Result<Role, String> {
    let header = header.trim();
    let plain = || Role::Property { key: header.to_owned(), declared: None };
    let Some((name, kind)) = header.rsplit_once(':') else { return Ok(plain()) };
    if kind.ends_with('}') {
        return Err(format!("what stands in braces in the header `{header}` is not read"));
    }
    let (word, group) = match kind.strip_suffix(')').and_then(|kind| kind.split_once('(')) {
        Some((word, group)) => (word, Some(group.to_owned())),
        None => (kind, None),
    };
    let key = name.to_owned();
    match (word.to_ascii_uppercase().as_str(), group) {
        ("ID", group) => Ok(Role::Id { key, group }),
        ("START_ID", group) => Ok(Role::Start { group }),
        ("END_ID", group) => Ok(Role::End { group }),
        ("LABEL", None) => Ok(Role::Label),
        ("TYPE", None) => Ok(Role::Type),
        ("IGNORE", None) => Ok(Role::Ignored),
        _ => {
            let (scalar, list) = match kind.strip_suffix("[]") {
                Some(scalar) => (scalar, true),
                None => (kind, false),
            };
            if UNREAD.contains(&scalar) && !name.is_empty() {
                return Err(format!(
                    "the header `{header}` declares values of the type `{kind}`, which are not read; write `{name}:string`"
                ));
            }
            match Scalar::parse(scalar) {
                Some(_) if name.is_empty() => Err(format!("the header `{header}` has no name")),
                Some(scalar) => {
                    Ok(Role::Property { key, declared: Some(Declared { scalar, list }) })
                }
                None => Ok(plain()),
            }
        }
    }
}

/// The column of that name: the header as written, else the name in front of its type.
pub(super) fn find(headers: &[String], name: &str) -> Option<usize> {
    let exact = headers.iter().position(|header| header == name);
    exact.or_else(|| {
        headers.iter().position(|header| match role(header) {
            Ok(Role::Property { key, .. } | Role::Id { key, .. }) => key == name,
            _ => false,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_neo4j() {
        let property = |key: &str, scalar, list| {
            let declared = Some(Declared { scalar, list });
            Ok(Role::Property { key: key.into(), declared })
        };
        let group = Some("Person".to_owned());
        assert_eq!(role(":ID"), Ok(Role::Id { key: "".into(), group: None }));
        assert_eq!(role("id:ID(Person)"), Ok(Role::Id { key: "id".into(), group: group.clone() }));
        assert_eq!(role(":START_ID(Person)"), Ok(Role::Start { group }));
        assert_eq!(role(":END_ID"), Ok(Role::End { group: None }));
        assert_eq!((role(":LABEL"), role(":TYPE")), (Ok(Role::Label), Ok(Role::Type)));
        assert_eq!(role("x:IGNORE"), Ok(Role::Ignored));
        assert_eq!(role("born:date"), property("born", Scalar::Date, false));
        assert_eq!(role("tags:string[]"), property("tags", Scalar::Text, true));
        assert_eq!(role("n:LONG"), property("n", Scalar::Integer, false));
        assert!(role("id:ID(A){id-type:long}").is_err() && role("at:point").is_err());
        assert!(role(":int").is_err());
    }

    #[test]
    fn plain_headers_are_properties() {
        for header in ["name", "ratio a:b", "a:", ":b", "time"] {
            let key = header.to_owned();
            assert_eq!(role(header), Ok(Role::Property { key, declared: None }));
        }
    }

    #[test]
    fn columns_are_found_by_header_or_name() {
        let headers = ["id:ID".to_owned(), "kind:string".to_owned(), "x".to_owned()];
        assert_eq!((find(&headers, "kind"), find(&headers, "x")), (Some(1), Some(2)));
        assert_eq!((find(&headers, "kind:string"), find(&headers, "y")), (Some(1), None));
    }
}
