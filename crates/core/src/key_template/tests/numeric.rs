use super::{KeyTemplate, PartFormat, Rule, item, number, refusal, rules_of, text_of};

const THREE: PartFormat = PartFormat::Unsigned { digits: 3 };
const SIGNED: PartFormat = PartFormat::Signed { digits: 3 };

#[test]
fn integers_are_padded() {
    for (value, unsigned) in [(0, "000"), (7, "007"), (100, "100"), (999, "999")] {
        assert_eq!(text_of(THREE, value), unsigned);
        assert_eq!(text_of(SIGNED, value), format!("p{unsigned}"));
    }
    for (value, text) in [(-1, "n998"), (-2, "n997"), (-100, "n899"), (-120, "n879"), (-999, "n000")] {
        assert_eq!(text_of(SIGNED, value), text);
    }
}

#[test]
fn integers_of_any_size() {
    let widest = PartFormat::Signed { digits: 126 };
    assert_eq!(text_of(widest, number("9e125")), format!("p9{}", "0".repeat(125)));
    assert_eq!(text_of(widest, number("-9e125")), format!("n0{}", "9".repeat(125)));
    let nines = "9".repeat(38);
    assert_eq!(text_of(PartFormat::Unsigned { digits: 40 }, number(&nines)), format!("00{nines}"));
    assert_eq!(
        text_of(PartFormat::Unsigned { digits: 20 }, number("18446744073709551615")),
        u64::MAX.to_string()
    );
}

#[test]
fn integers_that_do_not_fit() {
    for value in ["1000", "1e125", "0.5", "1.5", "100.5"] {
        assert_eq!(rules_of(THREE, number(value)), [Some(Rule::KeyPartWidth); 2], "{value}");
        assert_eq!(rules_of(SIGNED, number(value)), [Some(Rule::KeyPartWidth); 2], "{value}");
    }
    assert_eq!(rules_of(SIGNED, -1000), [Some(Rule::KeyPartWidth); 2]);
    assert_eq!(rules_of(THREE, -1), [Some(Rule::KeyPartWidth); 2]);
    let invalid = refusal(&KeyTemplate::new().part("a", THREE), &item! { "a" => 4711 });
    let text = "a number in a composed key has at most the digits that the key has room for (at `a`): it is an \
                integer from 0, of at most 3 digits";
    assert_eq!(invalid.to_string(), text);
}

#[test]
fn numbers_in_order() {
    let texts = [
        ("-9e125", format!("n7440{}", "9".repeat(37))),
        ("-1", format!("n8698{}", "9".repeat(37))),
        ("-1e-130", format!("n9998{}", "9".repeat(37))),
        ("0", format!("p000{}", "0".repeat(38))),
        ("1e-130", format!("p0001{}", "0".repeat(37))),
        ("0.5", format!("p1295{}", "0".repeat(37))),
        ("1", format!("p1301{}", "0".repeat(37))),
        ("12.5", format!("p131125{}", "0".repeat(35))),
        ("9.9999999999999999999999999999999999999e125", format!("p255{}", "9".repeat(38))),
    ];
    for (value, text) in &texts {
        assert_eq!(text_of(PartFormat::Number, number(value)), *text);
    }
    assert!(texts.is_sorted_by_key(|(_, text)| text));
}

#[test]
fn a_number_is_read_from_one_text_only() {
    let (zeros, nines) = ("0".repeat(38), "9".repeat(38));
    for (format, text) in [
        (SIGNED, "n999".to_owned()),
        (SIGNED, "0999".to_owned()),
        (SIGNED, "p-01".to_owned()),
        (PartFormat::Number, format!("n999{nines}")),
        (PartFormat::Number, format!("p001{zeros}")),
        (PartFormat::Number, format!("p130{}1", "0".repeat(37))),
        (PartFormat::Number, format!("p256{nines}")),
        (PartFormat::Number, format!("q130{nines}")),
        (PartFormat::Number, format!("p130{}", "9".repeat(37))),
        (PartFormat::Unsigned { digits: 40 }, "1".repeat(40)),
    ] {
        assert_eq!(KeyTemplate::new().part("a", format).read(&text), None, "{text}");
    }
}

#[test]
fn only_integers_have_digits() {
    for format in [PartFormat::String, PartFormat::FixedString, PartFormat::Number, PartFormat::Bool] {
        assert_eq!(format.with_digits(9), format);
        assert_eq!(format.is_fixed_width(), format != PartFormat::String);
    }
    assert_eq!(THREE.with_digits(9), PartFormat::Unsigned { digits: 9 });
    assert_eq!(SIGNED.with_digits(9), PartFormat::Signed { digits: 9 });
    assert!(THREE.is_fixed_width() && SIGNED.is_fixed_width());
}
