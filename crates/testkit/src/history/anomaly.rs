//! What is wrong with a history.

use super::Call;
use std::fmt;

/// Why there is no order in which the calls of a history make sense.
///
/// `Display` lists the calls and what they have to do with each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anomaly {
    /// Each call has to be before the next, and the last before the first.
    Cycle(Vec<Step>),
    /// A call saw a version that another one would have written, which failed.
    Dirty {
        /// Who saw it.
        by: Box<Call>,
        /// Who failed.
        writer: Box<Call>,
        /// The register.
        register: String,
        /// The version.
        version: u64,
    },
    /// A call saw a version that no call wrote.
    Unwritten {
        /// Who saw it.
        by: Box<Call>,
        /// The register.
        register: String,
        /// The version.
        version: u64,
    },
    /// Two writes of a register have one version, or one has version 0: the test made a mistake.
    Ambiguous {
        /// Who wrote it, after another one or as version 0.
        by: Box<Call>,
        /// The register.
        register: String,
        /// The version.
        version: u64,
    },
}

/// A call of a cycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The call.
    pub call: Call,
    /// Why it has to be before the next one.
    pub dependency: Dependency,
}

/// Why one call has to be before another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dependency {
    /// It wrote what the other one read.
    WriteRead {
        /// The register.
        register: String,
        /// The version that was written and read.
        version: u64,
    },
    /// It wrote what the other one replaced.
    WriteWrite {
        /// The register.
        register: String,
        /// The version that was written and replaced.
        version: u64,
    },
    /// It saw what the other one replaced.
    ReadWrite {
        /// The register.
        register: String,
        /// The version that was seen and replaced.
        version: u64,
    },
    /// It had returned before the other one began.
    RealTime,
}

impl Anomaly {
    /// The calls that are involved.
    pub fn calls(&self) -> Vec<&Call> {
        match self {
            Self::Cycle(steps) => steps.iter().map(|step| &step.call).collect(),
            Self::Dirty { by, writer, .. } => vec![&**by, &**writer],
            Self::Unwritten { by, .. } | Self::Ambiguous { by, .. } => vec![&**by],
        }
    }

    /// Why each call of a cycle has to be before the next; nothing for another anomaly.
    pub fn dependencies(&self) -> Vec<&Dependency> {
        match self {
            Self::Cycle(steps) => steps.iter().map(|step| &step.dependency).collect(),
            Self::Dirty { .. } | Self::Unwritten { .. } | Self::Ambiguous { .. } => Vec::new(),
        }
    }
}

impl fmt::Display for Anomaly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cycle(steps) => {
                writeln!(f, "no order: each is before the next, and the last before the first")?;
                steps.iter().try_for_each(|Step { call, dependency }| {
                    writeln!(f, "  {call}\n    before the next, {dependency}")
                })
            }
            Self::Dirty { by, writer, register, version } => {
                writeln!(f, "{register}@{version} was seen, and the call that would have written it failed")?;
                writeln!(f, "  {by}\n  {writer}")
            }
            Self::Unwritten { by, register, version } => {
                writeln!(f, "{register}@{version} was seen, and no call wrote it\n  {by}")
            }
            Self::Ambiguous { by, register, version } => {
                writeln!(f, "{register}@{version} was written, and was there before\n  {by}")
            }
        }
    }
}

impl fmt::Display for Dependency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WriteRead { register, version } => write!(f, "which read {register}@{version} from it"),
            Self::WriteWrite { register, version } => write!(f, "which replaced its {register}@{version}"),
            Self::ReadWrite { register, version } => {
                write!(f, "which replaced {register}@{version} that it saw")
            }
            Self::RealTime => f.write_str("which began after it had returned"),
        }
    }
}

impl std::error::Error for Anomaly {}
