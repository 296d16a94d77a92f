use super::{KeyTemplate, PartFormat};
use crate::TemplateError;

fn error(template: &KeyTemplate) -> TemplateError {
    template.validate().unwrap_err()
}

#[test]
fn a_template_has_a_segment() {
    assert_eq!(error(&KeyTemplate::new()), TemplateError::Empty);
    assert_eq!(error(&KeyTemplate::new().literal("")), TemplateError::Empty);
    assert_eq!(KeyTemplate::new().part("a", PartFormat::String).validate(), Ok(()));
}

#[test]
fn separators_that_can_be_escaped() {
    let allowed: String = (' '..='\u{7F}')
        .filter(|separator| KeyTemplate::new().separator(*separator).literal("A").validate().is_ok())
        .collect();
    assert_eq!(allowed, "!\"#$%&'()*+,-./;<=>?@\\]^_`|}~");
    for separator in [':', 'a', '0', ' ', '\n', '\0', 'é'] {
        let template = KeyTemplate::new().separator(separator).literal("A");
        assert_eq!(error(&template), TemplateError::Separator { separator });
        assert_eq!(template.raw().validate(), Ok(()));
    }
}

#[test]
fn reserved_characters_are_refused() {
    for c in ['\u{10FFFE}', '\u{10FFFF}'] {
        assert_eq!(error(&KeyTemplate::new().separator(c).raw().literal("A")), TemplateError::Reserved);
        assert_eq!(error(&KeyTemplate::new().literal(format!("A{c}"))), TemplateError::Reserved);
    }
}

#[test]
fn a_text_ends_at_a_separator() {
    for format in [PartFormat::String, PartFormat::FixedString] {
        let part = KeyTemplate::new().literal("A").part("a", format);
        let open = TemplateError::OpenPart { attribute: "a".into(), separator: '#' };
        assert_eq!(error(&part.clone().literal("x#")), open);
        assert_eq!(error(&part.clone().part("b", PartFormat::Bool)), open);
        assert_eq!(error(&part.clone().scope()), open);
        assert_eq!(part.validate(), Ok(()));
        assert_eq!(part.clone().literal("#x").validate(), Ok(()));
        let open = TemplateError::OpenPart { attribute: "a".into(), separator: '|' };
        assert_eq!(error(&part.literal("#x").separator('|')), open);
    }
}

#[test]
fn a_scope_ends_at_a_separator() {
    let open = TemplateError::OpenScope { separator: '#' };
    assert_eq!(error(&KeyTemplate::new().scope().literal("x")), open);
    assert_eq!(error(&KeyTemplate::new().scope().part("a", PartFormat::Bool)), open);
    assert_eq!(
        KeyTemplate::new().scope().literal("#").part("a", PartFormat::Bool).scope().validate(),
        Ok(())
    );
}

#[test]
fn parts_of_known_width_need_no_separator() {
    let template = KeyTemplate::new()
        .part("a", PartFormat::Unsigned { digits: 1 })
        .part("b", PartFormat::Signed { digits: 126 })
        .part("c", PartFormat::Number)
        .literal("x")
        .part("d", PartFormat::Bool)
        .part("e", PartFormat::String);
    assert_eq!(template.validate(), Ok(()));
}

#[test]
fn digits_have_a_range() {
    for digits in [0, 127, 255] {
        for format in [PartFormat::Unsigned { digits }, PartFormat::Signed { digits }] {
            let error = error(&KeyTemplate::new().part("a", format));
            assert_eq!(error, TemplateError::Digits { attribute: "a".into(), digits });
        }
    }
}

#[test]
fn errors_say_what_to_do() {
    let part = KeyTemplate::new().part("day", PartFormat::String).literal("T");
    let text = "nothing shows where the part `day` ends: let the separator '#' follow it, or let the key end with it";
    assert_eq!(error(&part).to_string(), text);
    let text = error(&KeyTemplate::new().separator(':').literal("A")).to_string();
    assert!(text.starts_with("the separator ':' cannot be escaped: take a punctuation mark"), "{text}");
}
