//! What must not compile, and how it is said.
//!
//! The messages are those of the compiler that the workspace is built with. To write them anew, run with
//! `TRYBUILD=overwrite`.

#[test]
fn wrong_types_do_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/types/*.rs");
}

#[test]
fn wrong_declarations_do_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/derive/*.rs");
}
