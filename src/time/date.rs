//! An EDTF date.
use serde::{Deserialize, Serialize};

/// An EDTF date.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Date(String);
