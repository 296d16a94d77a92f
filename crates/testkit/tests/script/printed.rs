//! What is printed is a test that compiles, and is printed the same again.

use super::many::script;
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use std::{fs, thread};
use twintable::{KeyAttribute, TableSchema, item, store::PutItem};
use twintable_testkit::{
    script::Script,
    strategy::{self, Step},
};

/// Code without what a formatter may change: white space, and a comma at the end of a list.
fn plain(code: &str) -> String {
    let code: String = code.split_whitespace().collect();
    code.replace(",)", ")").replace(",]", "]").replace(",}", "}")
}

#[test]
fn the_golden_test_is_what_is_printed() {
    let golden = include_str!("golden.rs");
    let head = golden.split_once("#[test]").map_or(golden, |(head, _)| head);
    let printed = format!("{head}\n{}\n", script());
    if std::env::var_os("BLESS").is_some() {
        fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/script/golden.rs"), printed).unwrap();
        return;
    }
    assert_eq!(plain(golden), plain(&printed));
}

#[test]
fn a_short_script_prints_what_it_needs() {
    let script = Script::new([TableSchema::new("shop", KeyAttribute::string("id"))])
        .then(PutItem::new("shop", item! { "id" => "parse \"Query\"", "n" => 1 }));
    let expected = r#"#[test]
fn the_store_does_what_the_model_does() {
    use twintable::store::PutItem;
    use twintable::{KeyAttribute, TableSchema, item};
    use twintable_testkit::script::Script;

    Script::new([
        TableSchema::new("shop", KeyAttribute::string("id")),
    ])
    // Put(PutItemOutcome { attributes: None, consumed_capacity: None })
    .then(PutItem::new("shop", item! { "id" => "parse \"Query\"", "n" => 1 }))
    .check(ground);
}"#;
    assert_eq!(script.to_string(), expected);
}

#[test]
fn every_drawn_request_prints_on_one_line() {
    // Values of 32 levels need more stack than a test has.
    thread::Builder::new().stack_size(16 << 20).spawn(print_all).unwrap().join().unwrap();
}

fn print_all() {
    let mut runner = TestRunner::deterministic();
    let mut printed = 0;
    while printed < 400 {
        let plan = strategy::plan().new_tree(&mut runner).unwrap().current();
        for step in &plan.steps {
            let Step::Request(draft) = step else { continue };
            let tables = [plan.tables.main.clone(), plan.tables.other.clone()];
            let test = Script::new(tables).then(draft.request(&plan.tables, None)).to_string();
            let requests: Vec<_> = test.lines().filter(|line| line.starts_with("    .then(")).collect();
            assert!(matches!(&*requests, [request] if request.ends_with(')')), "{test}");
            let count = |c| test.chars().filter(|other| *other == c).count();
            assert_eq!(count('('), count(')'), "{test}");
            printed += 1;
        }
    }
}
