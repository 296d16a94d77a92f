//! Where it was measured.

use serde::Serialize;
use std::{fmt, fs, process::Command, thread};

#[derive(Debug, Clone, Serialize)]
pub struct Machine {
    cpu: String,
    cores: usize,
    system: String,
    rustc: String,
}

impl Machine {
    pub fn this() -> Self {
        Self {
            cpu: cpu().unwrap_or_else(|| "unknown processor".to_owned()),
            cores: thread::available_parallelism().map_or(1, usize::from),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            rustc: rustc().unwrap_or_else(|| "unknown rustc".to_owned()),
        }
    }
}

fn cpu() -> Option<String> {
    let known = fs::read_to_string("/proc/cpuinfo").ok()?;
    let model = known.lines().find(|line| line.starts_with("model name"))?.split_once(':')?.1;
    Some(model.trim().to_owned())
}

/// The first two words: `rustc 1.95.0`.
fn rustc() -> Option<String> {
    let output = Command::new("rustc").arg("--version").output().ok()?;
    let version = String::from_utf8(output.stdout).ok()?;
    Some(version.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cpu, cores, system, rustc } = self;
        write!(f, "{cpu}, {cores} cores, {system}, {rustc}")
    }
}
