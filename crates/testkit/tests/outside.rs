//! `contract_tests!` works for somebody else: in a crate outside of this workspace, which is made, built and tested here.

use std::{env, fs, path::Path, process::Command};
use twintable_testkit::contract::CASES;

const MANIFEST: &str = include_str!("outside/cargo.toml");

#[test]
fn a_crate_outside_of_the_workspace_tests_its_backend() {
    let testkit = Path::new(env!("CARGO_MANIFEST_DIR"));
    let crates = testkit.parent().unwrap();
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    // With the workspace's own target directory most of what the crate depends on is built already.
    let (outside, target) = (temporary.join("outside"), temporary.parent().unwrap());
    fs::create_dir_all(&outside).unwrap();
    let manifest = MANIFEST
        .replace("SOURCES", testkit.join("tests/outside").to_str().unwrap())
        .replace("CRATES", crates.to_str().unwrap());
    fs::write(outside.join("Cargo.toml"), manifest).unwrap();
    // The versions that are known to be there: nothing is asked of any registry.
    fs::copy(crates.join("../Cargo.lock"), outside.join("Cargo.lock")).unwrap();

    let tested = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["test", "--offline", "--test", "contract", "--target-dir"])
        .arg(target)
        .current_dir(&outside)
        .output()
        .unwrap();

    let (said, complained) =
        (String::from_utf8_lossy(&tested.stdout), String::from_utf8_lossy(&tested.stderr));
    assert!(tested.status.success(), "{said}\n{complained}");
    let passed = format!("{} passed; 0 failed", CASES.len() + 1);
    assert!(said.contains(&passed), "{said}");
}
