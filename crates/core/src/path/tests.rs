use super::{Path, PathError, Step, path};
use crate::{
    Rule,
    expr::{Projection, Update},
};
use proptest::prelude::*;

fn parsed(text: &str) -> Path {
    text.parse().expect(text)
}

#[test]
fn plain_names_stand_without_quotes() {
    for text in
        ["a", "a b", "#a", ":v", "a-b", "é", "a.b", "a[0]", "a[0][4294967295].b", "select", "0", "a.0"]
    {
        assert_eq!(parsed(text).to_string(), text);
    }
    assert_eq!(parsed("a.b[2]"), path("a").field("b").index(2));
}

#[test]
fn other_names_stand_in_quotes() {
    for (name, text) in [
        ("x.y", r#""x.y""#),
        ("[0]", r#""[0]""#),
        ("]", r#""]""#),
        (r#"say "hi""#, r#""say \"hi\"""#),
        (r"back\slash", r#""back\\slash""#),
        (r"\", r#""\\""#),
        ("\"", r#""\"""#),
    ] {
        assert_eq!(path(name).to_string(), text);
        assert_eq!(parsed(text), path(name));
        assert_eq!(parsed(&format!("a.{text}[0]")), path("a").field(name).index(0));
    }
    assert_eq!(parsed(r#""a"."b""#), path("a").field("b"), "quotes are allowed where they are not needed");
}

#[test]
fn what_is_no_path_is_refused() {
    for (text, error) in [
        ("", PathError::MissingName),
        (".a", PathError::MissingName),
        ("a.", PathError::MissingName),
        ("a..b", PathError::MissingName),
        ("[0]", PathError::MissingName),
        ("]", PathError::MissingName),
        (r"\a", PathError::MissingName),
        (r#""""#, PathError::MissingName),
        (r#"a."""#, PathError::MissingName),
        ("\"a", PathError::OpenQuote),
        (r#""a\"#, PathError::OpenQuote),
        (r#""a\""#, PathError::OpenQuote),
        ("a[", PathError::BadIndex),
        ("a[]", PathError::BadIndex),
        ("a[0", PathError::BadIndex),
        ("a[-1]", PathError::BadIndex),
        ("a[+1]", PathError::BadIndex),
        ("a[ 1]", PathError::BadIndex),
        ("a[01]", PathError::BadIndex),
        ("a[00]", PathError::BadIndex),
        ("a[1.0]", PathError::BadIndex),
        ("a[x]", PathError::BadIndex),
        ("a[:i]", PathError::BadIndex),
        ("a[4294967296]", PathError::BadIndex),
        ("a[١]", PathError::BadIndex),
        ("a]", PathError::BadStep),
        ("a\"", PathError::BadStep),
        (r#"a"b""#, PathError::BadStep),
        (r#""a"b"#, PathError::BadStep),
        ("a[0]b", PathError::BadStep),
        (r"a\b", PathError::BadStep),
    ] {
        assert_eq!(text.parse::<Path>(), Err(error), "{text}");
    }
}

#[test]
fn an_empty_name_has_a_text_that_is_refused() {
    assert_eq!(path("").to_string(), "\"\"");
    assert_eq!(path("a").field("").to_string(), "a.\"\"");
}

#[test]
fn names_are_literal_unless_parsed() {
    assert_eq!(Path::from("a.b").attribute(), "a.b");
    assert_eq!(Path::from(String::from("a.b")), Path::new("a.b"));
    assert_eq!(path("a").field("b").index(1).field("c").names().collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(path("a").index(1).steps(), [Step::Index(1)]);
}

/// The rule that two paths break together, in a projection and in an update alike.
fn together(first: &str, second: &str) -> Option<Rule> {
    let (first, second) = (parsed(first), parsed(second));
    let rule = |result: Result<(), crate::Error>| result.err().and_then(|error| error.rule());
    let projected = rule(Projection::of([first.clone(), second.clone()]).validate());
    assert_eq!(rule(Projection::of([second.clone(), first.clone()]).validate()), projected);
    assert_eq!(rule(Update::new().set(first.clone(), 1).remove(second.clone()).validate()), projected);
    assert_eq!(rule(Update::new().remove(second).add(first, 1).validate()), projected);
    projected
}

#[test]
fn equal_paths_and_paths_inside_each_other_overlap() {
    for (first, second) in
        [("a", "a"), ("a", "a.b"), ("a", "a[0]"), ("a.b", "a.b.c[1]"), ("a[0]", "a[0].b"), ("\"a\"", "a")]
    {
        assert_eq!(together(first, second), Some(Rule::OverlappingPaths), "{first} {second}");
    }
}

#[test]
fn a_map_here_and_a_list_there_conflict() {
    for (first, second) in [("a.b", "a[1]"), ("a.b.c", "a[0].d"), ("a[0].b", "a[0][1]")] {
        assert_eq!(together(first, second), Some(Rule::ConflictingPaths), "{first} {second}");
    }
}

#[test]
fn paths_to_different_places_stand_beside_each_other() {
    for (first, second) in [
        ("a", "b"),
        ("a.b", "a.c"),
        ("a[0]", "a[1]"),
        ("a.b", "\"a.b\""),
        ("a.b[0]", "a.c.d"),
        ("a[1]", "a[10]"),
    ] {
        assert_eq!(together(first, second), None, "{first} {second}");
    }
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![r#"[.\[\]"\\a0 é]{1,6}"#, "\\PC{1,12}", proptest::string::string_regex("(?s).{1,4}").unwrap()]
}

fn any_path() -> impl Strategy<Value = Path> {
    let step =
        prop_oneof![any_name().prop_map(|name| Step::Field(name.into())), any::<u32>().prop_map(Step::Index)];
    (any_name(), prop::collection::vec(step, 0..5)).prop_map(|(name, steps)| {
        steps.into_iter().fold(path(name), |path, step| match step {
            Step::Field(name) => path.field(name),
            Step::Index(index) => path.index(index),
        })
    })
}

/// What [`super::Path::relation`] says, told from the definition.
fn rule_by_definition(paths: &[Path]) -> Option<()> {
    let prefix = |a: &Path, b: &Path| a.attribute() == b.attribute() && b.steps().starts_with(a.steps());
    let kinds_differ = |a: &Path, b: &Path| {
        let common = a.steps().iter().zip(b.steps()).take_while(|(a, b)| a == b).count();
        let kind = |path: &Path| path.steps().get(common).map(|step| matches!(step, Step::Field(_)));
        a.attribute() == b.attribute() && kind(a).is_some() && kind(b).is_some() && kind(a) != kind(b)
    };
    let clash = |a: &Path, b: &Path| prefix(a, b) || prefix(b, a) || kinds_differ(a, b);
    let mut pairs = paths.iter().enumerate().flat_map(|(i, a)| paths[i + 1..].iter().map(move |b| (a, b)));
    pairs.any(|(a, b)| clash(a, b)).then_some(())
}

proptest! {
    #[test]
    fn a_path_reads_back_from_its_text(path in any_path()) {
        let text = path.to_string();
        prop_assert_eq!(text.parse::<Path>(), Ok(path.clone()), "{}", text);
        let json = serde_json::to_string(&path).unwrap();
        prop_assert_eq!(serde_json::from_str::<Path>(&json).unwrap(), path);
    }

    #[test]
    fn a_text_that_is_read_stays_the_same_path(text in r#"[.\[\]"\\a01 ]{0,12}"#) {
        if let Ok(path) = text.parse::<Path>() {
            prop_assert_eq!(path.to_string().parse::<Path>(), Ok(path));
        }
    }

    #[test]
    fn clashes_are_found_whatever_stands_between(texts in prop::collection::vec("[ab](\\.[ab]|\\[[01]\\]){0,3}", 1..6)) {
        let paths: Vec<Path> = texts.iter().map(|text| text.parse().unwrap()).collect();
        let expected = rule_by_definition(&paths);
        prop_assert_eq!(Projection::of(paths).validate().err().map(|_| ()), expected, "{:?}", texts);
    }
}
