//! The `nenpyo` command.
fn main() {}
