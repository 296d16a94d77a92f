use super::*;
use std::{borrow::Cow, rc::Rc, sync::Arc};

#[test]
fn texts_of_any_holder_are_texts() {
    for text in ["", "a", "café \u{10FFFF}\0"] {
        round_trips(&text.to_owned(), text);
        round_trips(&Box::<str>::from(text), text);
        round_trips(&Arc::<str>::from(text), text);
        round_trips(&Rc::<str>::from(text), text);
        round_trips(&Cow::Borrowed(text), text);
    }
    assert_eq!(read_from::<String>(), [ValueType::String]);
    assert_eq!(read_from::<Cow<'static, str>>(), [ValueType::String]);
    assert_eq!(unreadable::<String>(1), "a text is expected, not N");
}

#[test]
fn a_character_is_a_text_of_one() {
    for character in ['a', 'é', '\u{10FFFF}', '\0'] {
        round_trips(&character, character.to_string());
    }
    for text in ["", "ab", "e\u{301}"] {
        assert_eq!(unreadable::<char>(text), "one character is expected");
    }
    assert_eq!(unreadable::<char>(Value::Null), "a text is expected, not NULL");
}

#[test]
fn truth_values_are_truth_values() {
    round_trips(&true, true);
    round_trips(&false, false);
    assert_eq!(read_from::<bool>(), [ValueType::Bool]);
    assert_eq!(unreadable::<bool>("true"), "a truth value is expected, not S");
}

#[test]
fn any_value_is_itself() {
    for value in one_of_each() {
        round_trips(&value, value.clone());
    }
}

#[test]
fn bytes_are_binary_and_other_integers_are_a_list() {
    round_trips(&vec![0_u8, 255], Value::binary([0, 255]));
    round_trips(&Vec::<u8>::new(), Value::binary([]));
    round_trips(&[1_u8, 2, 3], Value::binary([1, 2, 3]));
    round_trips(&vec![0_u16, 255], Value::list([0, 255]));
    round_trips(&Vec::<u16>::new(), Value::list::<Value>([]));
    round_trips(&vec![vec![1_u8], Vec::new()], Value::list([Value::binary([1]), Value::binary([])]));
    assert_eq!(read_from::<Vec<u8>>(), [ValueType::Binary]);
    assert_eq!(read_from::<Vec<u16>>(), [ValueType::List]);
    assert_eq!(unreadable::<Vec<u8>>(Value::list([1])), "binary is expected, not L");
    assert_eq!(unreadable::<Vec<u16>>(Value::binary([1])), "a list is expected, not B");
    assert_eq!(unreadable::<[u8; 2]>(Value::binary([1])), "2 bytes are expected");
    assert_eq!(unreadable::<[u8; 2]>("a"), "binary is expected, not S");
}
