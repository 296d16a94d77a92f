//! How long the first build of a service's domain takes: what a newcomer waits for.

use crate::report::{Goal, Row};
use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{self, Command},
    time::Instant,
};

/// The seconds of a development build with tests, from nothing but downloaded sources.
pub fn row() -> Row {
    let domain = Domain::write().expect("a directory for a crate");
    domain.cargo(&["fetch"]);
    let (start, processors) = (Instant::now(), of_processors());
    domain.cargo(&["build", "--all-targets", "--offline", "--jobs", "2"]);
    let seconds = start.elapsed().as_secs_f64();
    let processors = of_processors().zip(processors).map_or_else(String::new, |(after, before)| {
        format!(
            "; {:.0} s of processor time, which tells how busy the machine was with other things",
            after - before
        )
    });
    Row::new("clean development build of a domain crate", seconds, "s", Goal::AtMost(20.0)).note(format!(
        "wall clock, once: core, derive and memory backend, the crate and its test, in two jobs, not incremental, after `cargo fetch`{processors}",
    ))
}

/// The seconds of processor time that processes had which this one started and waited for.
fn of_processors() -> Option<f64> {
    const TICKS: f64 = 100.0;
    let status = fs::read_to_string("/proc/self/stat").ok()?;
    // The second word is a name in brackets, and may have spaces; the two times are the 16th and the 17th.
    let (_, rest) = status.rsplit_once(')')?;
    let times = rest.split_whitespace().skip(13).take(2).map(str::parse::<f64>);
    Some(times.sum::<Result<f64, _>>().ok()? / TICKS)
}

/// A crate in a directory of its own, which goes with it.
struct Domain(PathBuf);

impl Domain {
    fn write() -> io::Result<Self> {
        let domain = Self(env::temp_dir().join(format!("twintable-domain-{}", process::id())));
        let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
        fs::create_dir_all(domain.0.join("src"))?;
        fs::write(domain.0.join("Cargo.toml"), manifest(&library))?;
        fs::write(domain.0.join("src/lib.rs"), include_str!("clean_build/domain.rs"))?;
        // The versions that the library is tested with.
        fs::copy(library.join("Cargo.lock"), domain.0.join("Cargo.lock"))?;
        Ok(domain)
    }

    fn cargo(&self, arguments: &[&str]) {
        let mut cargo = Command::new("cargo");
        cargo.args(arguments).arg("--quiet").current_dir(&self.0);
        // As in a shell where nothing is set.
        for (name, _) in env::vars_os() {
            let shown = name.to_string_lossy();
            if shown.starts_with("CARGO_") && shown != "CARGO_HOME"
                || shown.starts_with("RUSTC")
                || shown == "RUSTFLAGS"
            {
                cargo.env_remove(name);
            }
        }
        cargo.env("CARGO_TARGET_DIR", self.0.join("target"));
        // From a registry, the library would not be built incrementally; from a path it would, which takes longer.
        cargo.env("CARGO_INCREMENTAL", "0");
        assert!(cargo.status().expect("cargo").success(), "cargo {arguments:?}");
    }
}

impl Drop for Domain {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("{} is left behind: {error}", self.0.display());
        }
    }
}

fn manifest(library: &Path) -> String {
    let crates = library.join("crates");
    let (core, memory) = (crates.join("core"), crates.join("backend-memory"));
    format!(
        "[workspace]\n\n[package]\nname = \"domain\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\ntwintable = {{ path = {core:?} }}\n\n[dev-dependencies]\ntwintable-memory = {{ path = {memory:?} }}\n",
    )
}
