//! A call of a history.

use std::fmt;

/// A call, when it ran, and what it read and wrote.
///
/// `Display` is a line for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// What it was, for messages.
    pub name: String,
    /// When it began. Times are numbers that only their order matters of.
    pub began: u64,
    /// When it returned; `None` if it did not.
    pub returned: Option<u64>,
    /// Whether it happened.
    pub ending: Ending,
    /// What it read and wrote, all at one moment; or would have.
    pub accesses: Vec<Access>,
}

/// Whether a call happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It did.
    Done,
    /// It did not: nothing that it would have written is there.
    NotDone,
    /// It may have, and may still.
    Unknown,
}

/// A read or a write of one register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// The register had a version.
    Read {
        /// The register.
        register: String,
        /// The version that it had; 0 before all writes.
        version: u64,
    },
    /// The register had one version, and has another one since.
    Replaced {
        /// The register.
        register: String,
        /// The version that it had; 0 before all writes.
        from: u64,
        /// The version that it has since, which no other write of the register has.
        to: u64,
    },
}

impl Access {
    /// A read of a version; 0 is the one before all writes.
    pub fn read(register: impl Into<String>, version: u64) -> Self {
        Self::Read { register: register.into(), version }
    }

    /// A write in place of a version; 0 is the one before all writes.
    pub fn replaced(register: impl Into<String>, from: u64, to: u64) -> Self {
        Self::Replaced { register: register.into(), from, to }
    }

    /// The register and the version that it had.
    pub(super) fn seen(&self) -> (&str, u64) {
        match self {
            Self::Read { register, version } | Self::Replaced { register, from: version, to: _ } => {
                (register, *version)
            }
        }
    }

    /// The register and the version that it has since, if the access is a write.
    pub(super) fn written(&self) -> Option<(&str, u64)> {
        match self {
            Self::Read { .. } => None,
            Self::Replaced { register, from: _, to } => Some((register, *to)),
        }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, began, returned, ending, accesses } = self;
        write!(f, "{name} (from {began} ")?;
        match returned {
            Some(returned) => write!(f, "to {returned})")?,
            None => f.write_str("on)")?,
        }
        f.write_str(match ending {
            Ending::Done => ":",
            Ending::NotDone => ", which failed:",
            Ending::Unknown => ", outcome unknown:",
        })?;
        for (count, access) in accesses.iter().enumerate() {
            write!(f, "{} {access}", if count == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { register, version } => write!(f, "read {register}@{version}"),
            Self::Replaced { register, from, to } => write!(f, "replaced {register}@{from} by {to}"),
        }
    }
}
