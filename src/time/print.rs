//! The canonical EDTF text of a date.

use std::fmt::{self, Display, Formatter, Write};

use super::date::Date;
use super::shape::{End, Member, Shape};
use super::simple::{Clock, Mark, Pair, Rest, Simple};
use super::year::write_digit;

/// The canonical text; the alternate form (`{:#}`) has `2017-Q1` and `2017-H1`, which are no EDTF but read as such, where
/// EDTF has `2017-33` and `2017-40`.
impl Display for Date {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.shape {
            Shape::Simple(date) => date.fmt(f),
            Shape::Interval(start, end) => {
                start.fmt(f)?;
                f.write_char('/')?;
                end.fmt(f)
            }
            Shape::OneOf(members) => write_members(f, '[', members, ']'),
            Shape::AllOf(members) => write_members(f, '{', members, '}'),
        }
    }
}

fn write_members(
    f: &mut Formatter<'_>,
    open: char,
    members: &[Member],
    close: char,
) -> fmt::Result {
    f.write_char(open)?;
    for (index, member) in members.iter().enumerate() {
        f.write_str(if index == 0 { "" } else { "," })?;
        member.fmt(f)?;
    }
    f.write_char(close)
}

impl Display for Member {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Member::One(date) => date.fmt(f),
            Member::Until(to) => {
                f.write_str("..")?;
                to.fmt(f)
            }
            Member::Range(from, to) => {
                from.fmt(f)?;
                f.write_str("..")?;
                to.fmt(f)
            }
            Member::Since(from) => {
                from.fmt(f)?;
                f.write_str("..")
            }
        }
    }
}

impl Display for End {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            End::Date(date) => date.fmt(f),
            End::Open => f.write_str(".."),
            End::Unknown => Ok(()),
        }
    }
}

impl Display for Simple {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        // The parts from the left that share a qualification carry it behind the last of them, the others in front.
        let marks = &self.marks[..self.parts()];
        let alike = marks.iter().take_while(|mark| **mark == marks[0]).count();
        for (index, mark) in marks.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "-" })?;
            if index >= alike {
                mark.fmt(f)?;
            }
            match (index, self.rest) {
                (0, _) => self.year.fmt(f)?,
                (1, Rest::Season(code @ 33..=36)) if f.alternate() && alike > 1 => {
                    write!(f, "Q{}", code - 32)?;
                }
                (1, Rest::Season(code @ 40..=41)) if f.alternate() && alike > 1 => {
                    write!(f, "H{}", code - 39)?;
                }
                (1, Rest::Season(code)) => write!(f, "{code}")?,
                (1, Rest::Month(digits) | Rest::Day(digits, _)) | (_, Rest::Day(_, digits)) => {
                    write_pair(f, digits)?;
                }
                _ => {}
            }
            if index + 1 == alike {
                mark.fmt(f)?;
            }
        }
        self.clock.map_or(Ok(()), |clock| clock.fmt(f))
    }
}

fn write_pair(f: &mut Formatter<'_>, digits: Pair) -> fmt::Result {
    digits.into_iter().try_for_each(|digit| write_digit(f, digit))
}

impl Display for Mark {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.uncertain, self.approximate) {
            (false, false) => "",
            (true, false) => "?",
            (false, true) => "~",
            (true, true) => "%",
        })
    }
}

impl Display for Clock {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "T{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        match self.offset {
            None => Ok(()),
            Some(0) => f.write_char('Z'),
            Some(offset) => {
                let (sign, size) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
                write!(f, "{sign}{:02}:{:02}", size / 60, size % 60)
            }
        }
    }
}
